package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.Turn;
import dev.corral.proxy.conversation.Turn.Role;
import java.util.ArrayList;
import java.util.List;

/// Collects the instructions and turns of a request while it is read.
final class Transcript {
  private final List<String> system = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();

  /// Instructions; only before the first turn, because a neutral conversation has no later place.
  void system(Fields message, String text) {
    if (!turns.isEmpty()) {
      throw message.unsupported("role");
    }
    system.add(text);
  }

  void say(Role role, List<Part> parts) {
    turns.add(new Turn(role, List.copyOf(parts)));
  }

  /// More of what the assistant said in its last turn; several dialects tell it in several items.
  void assistant(List<Part> parts) {
    if (!parts.isEmpty()) {
      join(Role.ASSISTANT, parts, !turns.isEmpty() && turns.getLast().role() == Role.ASSISTANT);
    }
  }

  /// The result of a tool: all that follow one another are one turn.
  void result(Part.ToolResult result) {
    boolean more =
        !turns.isEmpty()
            && turns.getLast().role() == Role.USER
            && turns.getLast().parts().stream().allMatch(Part.ToolResult.class::isInstance);
    join(Role.USER, List.of(result), more);
  }

  private void join(Role role, List<Part> parts, boolean more) {
    List<Part> all = new ArrayList<>(more ? turns.removeLast().parts() : List.of());
    all.addAll(parts);
    say(role, all);
  }

  List<String> system() {
    return List.copyOf(system);
  }

  List<Turn> turns() {
    return List.copyOf(turns);
  }
}
