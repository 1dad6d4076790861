package dev.corral.gateway.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.gateway.contract.ProviderExamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The dispatcher's own examples, read with the records of this gateway.
class DispatcherContractTest {
  private static final ProviderExamples EXAMPLES = new ProviderExamples("llm-dispatcher");

  @ParameterizedTest
  @ValueSource(strings = {"model-active", "model-launching"})
  void models(String example) {
    Model model = EXAMPLES.readsFaithfully(example, Model.class);
    assertThat(model.name()).isEqualTo("tiny");
    assertThat(model.uid()).isNotEmpty();
    assertThat(model.owner()).isEqualTo("alice");
    assertThat(model.state()).isNotEmpty();
    assertThat(model.replicas()).isNotNull();
    assertThat(model.createdAt()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app-active", "app-launching"})
  void apps(String example) {
    App app = EXAMPLES.readsFaithfully(example, App.class);
    assertThat(app.name()).isEqualTo("chat");
    assertThat(app.owner()).isEqualTo("alice");
    assertThat(app.url()).isNotEmpty();
    assertThat(app.replicas()).isNotNull();
    assertThat(app.createdAt()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lifecycle-created",
        "lifecycle-phase",
        "lifecycle-active",
        "lifecycle-idle",
        "lifecycle-failed",
        "lifecycle-terminated"
      })
  void events(String example) {
    LifecycleEvent event = EXAMPLES.readsFaithfully(example, LifecycleEvent.class);
    assertThat(event.type()).isEqualTo("dev.corral.lifecycle.v1");
    assertThat(event.id()).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
    assertThat(event.data().owner()).isNotEmpty();
    assertThat(event.data().to()).isNotEmpty();
    assertThat(event.data().sharedWith()).isNotNull();
  }

  @Test
  void theDoorOfAnApp() {
    AppDoor door = EXAMPLES.readsFaithfully("app-door", AppDoor.class);
    assertThat(door.app().uid()).isNotEmpty();
    assertThat(door.startPath()).isEqualTo("/");
    assertThat(door.endpoint()).hasPort(8080);
  }
}
