/** What tests of several packages use. */
@org.jspecify.annotations.NullMarked
package dev.leat.controller;
