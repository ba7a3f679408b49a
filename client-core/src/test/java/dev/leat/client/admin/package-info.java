@org.jspecify.annotations.NullMarked
package dev.leat.client.admin;
