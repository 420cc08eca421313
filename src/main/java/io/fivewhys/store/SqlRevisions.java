package io.fivewhys.store;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.revision.Head;
import io.fivewhys.revision.Refusal;
import io.fivewhys.revision.Revision;
import io.fivewhys.revision.RevisionJson;
import io.fivewhys.revision.RevisionStore;
import io.fivewhys.revision.RevisionsUnavailable;
import io.fivewhys.revision.RevisionsUnavailable.Code;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revisions in the database, shared by all replicas. A change is one transaction: contents, head
 * and history move together or not at all.
 */
public final class SqlRevisions implements RevisionStore {
  private static final Logger LOG = LoggerFactory.getLogger(SqlRevisions.class);

  /** Anybody may cause them. */
  private static final int MOST_REFUSALS = 200;

  private static final int LEAST_HISTORY = 10_000;

  private final Database database;
  private final int keep;

  /**
   * @param keep how many revisions keep their contents, besides those in use
   */
  public SqlRevisions(Database database, int keep) {
    this.database = database;
    this.keep = keep;
  }

  @Override
  public Optional<Head> head() {
    Optional<byte[]> document =
        available(
            () ->
                database.read(
                    handle ->
                        handle
                            .createQuery("select document from rules_head where id = 1")
                            .mapTo(byte[].class)
                            .findOne()));
    try {
      return document.isEmpty()
          ? Optional.empty()
          : Optional.of(RevisionJson.read(document.get(), Head.class));
    } catch (IOException damaged) {
      throw new RevisionsUnavailable(
          Code.BROKEN, "what says which rules are in force makes no sense: " + damaged, damaged);
    }
  }

  @Override
  public boolean advance(long expected, Head next, Collection<RuleFiles> contents) {
    Head bounded = next.withReport(RevisionJson.bounded(next.revision().report()));
    List<String> dropped =
        available(
            () ->
                database.write(
                    handle -> {
                      if (!moved(handle, expected, bounded)) {
                        return null;
                      }
                      remember(handle, bounded.revision());
                      contents.forEach(files -> keep(handle, files, bounded.version()));
                      return dropOld(handle, bounded);
                    }));
    if (dropped != null && !dropped.isEmpty()) {
      LOG.info("Files of old revisions are kept no more: {}", dropped);
    }
    return dropped != null;
  }

  /** Whoever else moves it waits for the end of the transaction, and finds another version. */
  private static boolean moved(Handle handle, long expected, Head next) {
    String sql =
        expected == 0
            ? "insert into rules_head (id, version, document) values (1, :version, :document)"
                + " on conflict do nothing"
            : "update rules_head set version = :version, document = :document"
                + " where id = 1 and version = :expected";
    var statement =
        handle
            .createUpdate(sql)
            .bind("version", next.version())
            .bind("document", RevisionJson.write(next));
    if (expected != 0) {
      statement.bind("expected", expected);
    }
    return statement.execute() == 1;
  }

  /** What was only taken in of a source leaves the revision as it was. */
  private void remember(Handle handle, Revision revision) {
    handle
        .createUpdate(
            "insert into rules_revision (number, document) values (:number, :document)"
                + " on conflict do nothing")
        .bind("number", revision.number())
        .bind("document", RevisionJson.write(revision))
        .execute();
    handle
        .createUpdate("delete from rules_revision where number <= :last")
        .bind("last", revision.number() - Math.max(LEAST_HISTORY, keep))
        .execute();
  }

  private static void keep(Handle handle, RuleFiles files, long version) {
    String revision = files.revision();
    if (kept(handle, revision).isPresent()) {
      handle
          .createUpdate("update rules_content set named_last = :version where revision = :revision")
          .bind("version", version)
          .bind("revision", revision)
          .execute();
      return;
    }
    // One that is damaged makes room.
    handle
        .createUpdate("delete from rules_content where revision = :revision")
        .bind("revision", revision)
        .execute();
    handle
        .createUpdate(
            "insert into rules_content (revision, named_last, files)"
                + " values (:revision, :version, :files)")
        .bind("revision", revision)
        .bind("version", version)
        .bind("files", RevisionJson.pack(files))
        .execute();
  }

  private List<String> dropOld(Handle handle, Head head) {
    long excess =
        handle.createQuery("select count(*) from rules_content").mapTo(Long.class).one() - keep;
    if (excess <= 0) {
      return List.of();
    }
    List<String> old =
        handle
            .createQuery(
                "select revision from rules_content where revision not in (<used>)"
                    + " order by named_last, revision fetch first :excess rows only")
            .bindList("used", used(head))
            .bind("excess", excess)
            .mapTo(String.class)
            .list();
    for (String revision : old) {
      handle
          .createUpdate("delete from rules_content where revision = :revision")
          .bind("revision", revision)
          .execute();
    }
    return old;
  }

  private static List<String> used(Head head) {
    return Stream.concat(
            Stream.of(head.revision().id(), head.source().revision()),
            head.revision().parent().stream())
        .distinct()
        .toList();
  }

  @Override
  public Optional<RuleFiles> files(String revision) {
    return available(() -> database.read(handle -> kept(handle, revision)));
  }

  private static Optional<RuleFiles> kept(Handle handle, String revision) {
    Optional<byte[]> packed =
        handle
            .createQuery("select files from rules_content where revision = :revision")
            .bind("revision", revision)
            .mapTo(byte[].class)
            .findOne();
    if (packed.isEmpty()) {
      return Optional.empty();
    }
    try {
      RuleFiles files = RevisionJson.unpack(packed.get());
      if (files.revision().equals(revision)) {
        return Optional.of(files);
      }
      LOG.error("The files kept as revision {} are others; they count as lost", revision);
    } catch (IOException damaged) {
      LOG.error(
          "The files of revision {} cannot be read and count as lost: {}",
          revision,
          damaged.toString());
    }
    return Optional.empty();
  }

  @Override
  public List<Revision> history(int limit) {
    return documents(
        "select document from rules_revision order by number desc fetch first :limit rows only",
        limit,
        Revision.class);
  }

  @Override
  public void note(Refusal refusal) {
    byte[] document =
        RevisionJson.write(refusal.withReport(RevisionJson.bounded(refusal.report())));
    available(
        () -> {
          database.change(
              handle -> {
                handle
                    .createUpdate("insert into rules_refusal (document) values (:document)")
                    .bind("document", document)
                    .execute();
                handle
                    .createUpdate(
                        "delete from rules_refusal where sequence < (select min(sequence) from"
                            + " (select sequence from rules_refusal order by sequence desc"
                            + " fetch first :most rows only) as newest)")
                    .bind("most", MOST_REFUSALS)
                    .execute();
              });
          return null;
        });
  }

  @Override
  public List<Refusal> refusals(int limit) {
    return documents(
        "select document from rules_refusal order by sequence desc fetch first :limit rows only",
        limit,
        Refusal.class);
  }

  /** Those that make no sense are left out. */
  private <T> List<T> documents(String sql, int limit, Class<T> type) {
    List<byte[]> documents =
        available(
            () ->
                database.read(
                    handle ->
                        handle.createQuery(sql).bind("limit", limit).mapTo(byte[].class).list()));
    return documents.stream().flatMap(document -> read(document, type).stream()).toList();
  }

  private static <T> Optional<T> read(byte[] document, Class<T> type) {
    try {
      return Optional.of(RevisionJson.read(document, type));
    } catch (IOException damaged) {
      LOG.warn(
          "A {} of the rules' history is passed over: {}",
          type.getSimpleName(),
          damaged.toString());
      return Optional.empty();
    }
  }

  private interface Work<T> {
    T run();
  }

  private static <T> T available(Work<T> work) {
    try {
      return work.run();
    } catch (DatabaseUnavailable gone) {
      throw new RevisionsUnavailable(
          Code.BROKEN,
          "the revisions of the rules cannot be read or written: " + gone.getMessage(),
          gone);
    }
  }
}
