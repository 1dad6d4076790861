package dev.corral.dispatcher.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// An event leaves the outbox only after the queue has it.
class OutboxTest {
  private final TreeMap<String, String> unsent = new TreeMap<>();
  private final List<String> queue = new ArrayList<>();
  private boolean queueAnswers = true;

  @Test
  void eventsGoOutInOrderAndOnceWhenNothingFails() {
    unsent.put("2", "second");
    unsent.put("1", "first");
    var outbox = outbox();
    assertThat(outbox.sendBatch()).isEqualTo(2);
    assertThat(outbox.sendBatch()).isZero();
    assertThat(queue).containsExactly("first", "second");
  }

  @Test
  void whatTheQueueRefusedStaysAndGoesOutLater() {
    unsent.put("1", "first");
    queueAnswers = false;
    var outbox = outbox();
    assertThatThrownBy(outbox::sendBatch).isInstanceOf(IllegalStateException.class);
    queueAnswers = true;
    outbox.sendBatch();
    assertThat(queue).containsExactly("first");
  }

  private Outbox outbox() {
    return new Outbox(new MemoryFeed(), this::send, new Signal(), () -> true);
  }

  private void send(String json) {
    if (!queueAnswers) {
      throw new IllegalStateException("away");
    }
    queue.add(json);
  }

  private final class MemoryFeed implements Feed {
    @Override
    public List<Entry> after(String id, int limit) {
      return List.of();
    }

    @Override
    public Optional<String> newest() {
      return Optional.empty();
    }

    @Override
    public List<Entry> unsent(int limit) {
      return unsent.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue())).toList();
    }

    @Override
    public void sent(String id) {
      unsent.remove(id);
    }
  }
}
