package io.fivewhys.revision;

/**
 * What of a source was taken in last.
 *
 * @param origin {@link Revision.Origin#DIRECTORY} or {@link Revision.Origin#SHIPPED}
 * @param place for people: the directory, or what the program is
 * @param revision SHA-256 of its files then, in hex
 */
public record SourceState(Revision.Origin origin, String place, String revision) {}
