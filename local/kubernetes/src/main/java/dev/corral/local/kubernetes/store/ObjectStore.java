package dev.corral.local.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// All objects, one revision counter, and a bounded history of changes for those who watch.
///
/// One lock orders everything: a change is journalled, becomes visible and is told to the
/// subscribers before the next one begins. Subscribers run under that lock and must only enqueue.
public final class ObjectStore implements AutoCloseable {
  /// How many changes can be resumed from; older watchers are told to list again.
  public static final int HISTORY = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<ObjectKey, StoredObject> objects = new TreeMap<>();
  private final ArrayDeque<StoreEvent> history = new ArrayDeque<>();
  private final CopyOnWriteArrayList<Consumer<StoreEvent>> subscribers =
      new CopyOnWriteArrayList<>();
  private final Journal journal;
  private long revision;
  private long oldestResumable;

  private ObjectStore(Journal journal) {
    this.journal = journal;
  }

  /// The store as the journal remembers it, compacted.
  public static ObjectStore open(Journal journal) throws IOException {
    ObjectStore store = new ObjectStore(journal);
    List<JournalRecord> records = journal.load();
    records.forEach(store::replay);
    store.oldestResumable = store.revision;
    if (!records.isEmpty()) {
      journal.compact(store.revision, store.objects.values());
    }
    return store;
  }

  private void replay(JournalRecord record) {
    switch (record) {
      case JournalRecord.Put put ->
          objects.put(put.key(), new StoredObject(put.key(), put.revision(), put.json()));
      case JournalRecord.Removal removal -> objects.remove(removal.key());
      case JournalRecord.End _ -> {}
    }
    revision = Math.max(revision, record.revision());
  }

  /// Runs a read-decide-write step with nothing else in between.
  public <T> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }

  public long revision() {
    return locked(() -> revision);
  }

  /// The oldest revision a watch can still start after.
  public long oldestResumable() {
    return locked(() -> oldestResumable);
  }

  public Optional<StoredObject> get(ObjectKey key) {
    return locked(() -> Optional.ofNullable(objects.get(key)));
  }

  /// All objects of a resource; an empty namespace means all namespaces.
  public Listing list(String resource, String namespace) {
    return locked(() -> new Listing(revision, List.copyOf(range(resource, namespace).values())));
  }

  /// Every object there is.
  public Collection<StoredObject> all() {
    return locked(() -> List.copyOf(objects.values()));
  }

  private NavigableMap<ObjectKey, StoredObject> range(String resource, String namespace) {
    ObjectKey from = new ObjectKey(resource, namespace, "");
    ObjectKey to =
        namespace.isEmpty()
            ? new ObjectKey(resource + "\0", "", "")
            : new ObjectKey(resource, namespace + "\0", "");
    return objects.subMap(from, true, to, false);
  }

  /// Writes an object under the next revision, which is stamped into its metadata.
  public StoredObject put(ObjectKey key, ObjectNode json) {
    return locked(() -> {
      StoredObject next = stamped(key, json);
      append(new JournalRecord.Put(next.revision(), key, json));
      StoredObject previous = objects.put(key, next);
      publish(
          previous == null ? new StoreEvent.Added(next) : new StoreEvent.Modified(next, previous));
      return next;
    });
  }

  /// Removes an object; answers its last version stamped with the revision of the removal.
  public Optional<StoredObject> remove(ObjectKey key) {
    return locked(() -> {
      StoredObject current = objects.get(key);
      if (current == null) {
        return Optional.empty();
      }
      StoredObject last = stamped(key, current.copy());
      append(new JournalRecord.Removal(last.revision(), key));
      objects.remove(key);
      publish(new StoreEvent.Removed(last));
      return Optional.of(last);
    });
  }

  private StoredObject stamped(ObjectKey key, ObjectNode json) {
    long next = revision + 1;
    Json.at(json, "metadata").put("resourceVersion", Long.toString(next));
    return new StoredObject(key, next, json);
  }

  private void append(JournalRecord record) {
    try {
      journal.append(record);
      revision = record.revision();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be written", e);
    }
  }

  private void publish(StoreEvent event) {
    history.addLast(event);
    if (history.size() > HISTORY) {
      oldestResumable = history.removeFirst().revision();
    }
    subscribers.forEach(subscriber -> subscriber.accept(event));
    compactIfLarge();
  }

  private void compactIfLarge() {
    try {
      if (journal.wantsCompaction()) {
        journal.compact(revision, objects.values());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be compacted", e);
    }
  }

  /// Tells every later change to the subscriber, until the answer is run.
  public Runnable subscribe(Consumer<StoreEvent> subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  /// The changes after a revision, which must not be older than [#oldestResumable].
  public List<StoreEvent> changesAfter(long after) {
    return locked(() -> {
      List<StoreEvent> changes = new ArrayList<>();
      var newestFirst = history.descendingIterator();
      while (newestFirst.hasNext()) {
        StoreEvent event = newestFirst.next();
        if (event.revision() <= after) {
          break;
        }
        changes.addFirst(event);
      }
      return changes;
    });
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      journal.close();
    } finally {
      lock.unlock();
    }
  }
}
