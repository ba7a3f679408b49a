package dev.leat.controller.cluster;

/**
 * One time of office of a controller.
 *
 * @param brokerId who holds it
 * @param controllerEpoch its number
 * @param epochVersion version of the {@code controller-epoch} node as long as nobody else is elected
 * @param changesVersion version of the {@code changes} node when the term began
 */
record Term(int brokerId, int controllerEpoch, int epochVersion, int changesVersion) {}
