package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import dev.corral.local.kubernetes.store.ObjectStore;
import dev.corral.local.kubernetes.store.StoreEvent;
import dev.corral.local.kubernetes.store.StoredObject;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;

/// One watch: a queue that the store fills and the client's connection empties.
final class Watch {
  private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(10);

  /// A client this far behind is cut off and lists again.
  private static final int MOST_BEHIND = 20_000;

  private final ObjectStore store;
  private final WatchRequest request;
  private final WatchSink sink;
  private final Context context;
  private final ArrayDeque<Item> queue = new ArrayDeque<>();
  private int live;
  private boolean draining;
  private boolean ended;
  private Runnable unsubscribe = () -> {};

  /// What waits to be sent.
  private sealed interface Item {
    record Event(String type, StoredObject object) implements Item {}

    record Bookmark(long revision, boolean initialEnd) implements Item {}

    record Failure(RequestFailed cause) implements Item {}
  }

  private Watch(ObjectStore store, WatchRequest request, WatchSink sink, Context context) {
    this.store = store;
    this.request = request;
    this.sink = sink;
    this.context = context;
  }

  /// Whether a watch can start there at all. As with a real API server the refusal is the watch's
  /// first event and not its status: clients list again only for that.
  private static void requireResumable(ObjectStore store, WatchRequest request) {
    long after = request.after();
    if (after < store.oldestResumable() || after > store.revision()) {
      String text = "too old resource version: " + after + " (" + store.oldestResumable() + ")";
      throw RequestFailed.because(Reason.EXPIRED, text);
    }
  }

  /// Starts sending; to be called on the connection's context.
  static Watch start(ObjectStore store, WatchRequest request, WatchSink sink, Context context) {
    Watch watch = new Watch(store, request, sink, context);
    store.locked(() -> {
      watch.fillFromPast();
      watch.unsubscribe = store.subscribe(watch::accept);
      return watch;
    });
    var vertx = context.owner();
    long bookmarks = vertx.setPeriodic(BOOKMARK_EVERY.toMillis(), id -> watch.bookmark());
    long lifetime = vertx.setTimer(request.manner().lifetime().toMillis(), id -> watch.end());
    Runnable unsubscribe = watch.unsubscribe;
    watch.unsubscribe =
        () -> {
          unsubscribe.run();
          vertx.cancelTimer(bookmarks);
          vertx.cancelTimer(lifetime);
        };
    watch.schedule();
    return watch;
  }

  private void fillFromPast() {
    Selection selection = request.selection();
    if (!request.startsWithPresent()) {
      try {
        requireResumable(store, request);
        store.changesAfter(request.after()).forEach(this::accept);
      } catch (RequestFailed e) {
        queue.add(new Item.Failure(e));
      }
      return;
    }
    var listing = store.list(selection.type().storage(), selection.namespace());
    listing.objects().stream()
        .filter(selection::matches)
        .forEach(o -> queue.add(new Item.Event("ADDED", o)));
    if (request.manner().initialEvents() && request.manner().bookmarks()) {
      queue.add(new Item.Bookmark(listing.revision(), true));
    }
  }

  private void accept(StoreEvent event) {
    Selection selection = request.selection();
    if (!selection.concerns(event.object())) {
      return;
    }
    boolean now = selection.matches(event.object());
    switch (event) {
      case StoreEvent.Added(StoredObject object) when now -> offer(new Item.Event("ADDED", object));
      case StoreEvent.Removed(StoredObject object) when now ->
          offer(new Item.Event("DELETED", object));
      case StoreEvent.Modified(StoredObject object, StoredObject previous) ->
          modified(object, now, selection.matches(previous));
      case StoreEvent.Added _, StoreEvent.Removed _ -> {}
    }
  }

  /// A change can move an object into the selection or out of it.
  private void modified(StoredObject object, boolean now, boolean before) {
    if (now || before) {
      offer(new Item.Event(now ? before ? "MODIFIED" : "ADDED" : "DELETED", object));
    }
  }

  private void offer(Item item) {
    synchronized (queue) {
      queue.add(item);
      live++;
    }
    schedule();
  }

  private void bookmark() {
    if (request.manner().bookmarks()) {
      store.locked(() -> {
        offer(new Item.Bookmark(store.revision(), false));
        return this;
      });
    }
  }

  private void schedule() {
    synchronized (queue) {
      if (draining || ended) {
        return;
      }
      draining = true;
    }
    context.runOnContext(v -> drain());
  }

  private void drain() {
    while (true) {
      Item item;
      synchronized (queue) {
        boolean tooFarBehind = live > MOST_BEHIND;
        item = ended || tooFarBehind ? null : queue.poll();
        draining = item != null;
        live = queue.size() < live ? queue.size() : live;
        if (tooFarBehind) {
          context.runOnContext(v -> end());
        }
      }
      if (item == null) {
        return;
      }
      sink.send(text(item));
      if (item instanceof Item.Failure) {
        context.runOnContext(v -> end());
      }
      if (sink.full()) {
        sink.onRoom(this::drain);
        return;
      }
    }
  }

  private Buffer text(Item item) {
    return switch (item) {
      case Item.Event(String type, StoredObject object) ->
          event(type, request.presentation().one(object));
      case Item.Failure(RequestFailed cause) -> event("ERROR", Json.bytes(cause.toStatus()));
      case Item.Bookmark(long revision, boolean initialEnd) ->
          event("BOOKMARK", Json.bytes(mark(revision, initialEnd)));
    };
  }

  private ObjectNode mark(long revision, boolean initialEnd) {
    ObjectNode metadata =
        Json.object("resourceVersion", Long.toString(revision), "creationTimestamp", null);
    if (initialEnd) {
      metadata.set("annotations", Json.object("k8s.io/initial-events-end", "true"));
    }
    var type = request.selection().type();
    return Json.object(
        "kind", type.kind(), "apiVersion", type.version().apiVersion(), "metadata", metadata);
  }

  private static Buffer event(String type, byte[] object) {
    return Buffer.buffer(object.length + 40)
        .appendString("{\"type\":\"" + type + "\",\"object\":")
        .appendBytes(object)
        .appendString("}\n");
  }

  /// Ends the watch; the client may start another where it left off.
  void end() {
    synchronized (queue) {
      if (ended) {
        return;
      }
      ended = true;
      queue.clear();
    }
    unsubscribe.run();
    sink.end();
  }
}
