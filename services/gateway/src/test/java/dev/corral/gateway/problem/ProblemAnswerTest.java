package dev.corral.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.gateway.contract.Contract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemAnswerTest {
  private static final List<Problem> ALL =
      List.of(
          new Problem.Unauthorized(),
          new Problem.Forbidden("d"),
          new Problem.NotFound(),
          new Problem.InvalidField("f", "m"),
          new Problem.UnknownField("f"),
          new Problem.MalformedJson(),
          new Problem.BadRequest("d"),
          new Problem.NameTaken("d"),
          new Problem.Conflict("d"),
          new Problem.BodyTooLarge(1),
          new Problem.UnsupportedMediaType(),
          new Problem.NotAcceptable(),
          new Problem.MethodNotAllowed(),
          new Problem.RequestTimeout(),
          new Problem.MisdirectedRequest(),
          new Problem.TooManyRequests("d", 3),
          new Problem.UpstreamUnavailable("metrics", 2),
          new Problem.NotConfigured("d"),
          new Problem.Internal());

  @Test
  void everyProblemIsHereAndItsCodeIsPublished() {
    assertThat(ALL).hasSize(Problem.class.getPermittedSubclasses().length);
    List<String> published = new ArrayList<>();
    JsonNode codes =
        Contract.yaml(Contract.FOLDER.resolve("openapi.yaml"))
            .at("/components/schemas/Problem/properties/code/enum");
    codes.forEach(c -> published.add(c.asText()));
    assertThat(ALL.stream().map(p -> ProblemAnswer.to(p, "id").body().code()))
        .containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void everyAnswerIsComplete() {
    for (Problem problem : ALL) {
      ProblemBody body = ProblemAnswer.to(problem, "id").body();
      assertThat(body.type()).isEqualTo("https://corral.dev/problems/" + body.code());
      assertThat(body.status()).isBetween(400, 503);
      assertThat(body.title()).isNotBlank();
      assertThat(body.detail()).isNotBlank();
      assertThat(body.requestId()).isEqualTo("id");
    }
  }

  @Test
  void whatPassesByItselfSaysWhenToComeBack() {
    assertThat(ProblemAnswer.to(new Problem.UpstreamUnavailable("x", 7), "id").headers())
        .containsEntry("Retry-After", "7");
    assertThat(ProblemAnswer.to(new Problem.TooManyRequests("x", 9), "id").headers())
        .containsEntry("Retry-After", "9");
  }

  @Test
  void anythingUnexpectedSaysNothing() {
    Problem problem = ProblemOf.exception(new IllegalStateException("secret at 10.0.0.7"));
    assertThat(ProblemAnswer.to(problem, "id").body().toString())
        .doesNotContain("secret", "10.0.0.7");
  }
}
