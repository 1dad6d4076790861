package dev.corral.local.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.corral.local.kubernetes.status.Cause;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// One `x-kubernetes-validations` rule, compiled.
final class CelRule {
  private static final int MOST_COMPILED = 2_000;
  private static final Map<String, CelRuntime.Program> COMPILED = new ConcurrentHashMap<>();
  private static final Pattern OLD = Pattern.compile("\\boldSelf\\b");
  private final JsonNode rule;
  private final CelRuntime.Program program;
  private final Optional<CelRuntime.Program> message;
  private final boolean transition;

  private CelRule(JsonNode rule, CelRuntime.Program program, Optional<CelRuntime.Program> message) {
    this.rule = rule;
    this.program = program;
    this.message = message;
    this.transition = OLD.matcher(rule.path("rule").asText()).find();
  }

  /// Compiles a rule; throws [CelValidationException] when it is not valid CEL.
  static CelRule compile(JsonNode rule) throws CelValidationException {
    try {
      Optional<CelRuntime.Program> message =
          rule.has("messageExpression")
              ? Optional.of(program(rule.path("messageExpression").asText()))
              : Optional.empty();
      return new CelRule(rule, program(rule.path("rule").asText()), message);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CelRuntime.Program program(String expression)
      throws CelValidationException, CelEvaluationException {
    CelRuntime.Program known = COMPILED.get(expression);
    if (known != null) {
      return known;
    }
    CelRuntime.Program fresh =
        Environment.CEL.createProgram(Environment.CEL.compile(expression).getAst());
    if (COMPILED.size() >= MOST_COMPILED) {
      COMPILED.clear();
    }
    COMPILED.put(expression, fresh);
    return fresh;
  }

  /// Whether the rule is about a change and needs the old value.
  boolean needsOld() {
    return transition && !rule.path("optionalOldSelf").asBoolean();
  }

  /// The fault found in the value at the path, if any.
  Optional<Cause> check(Map<String, Object> variables, JsonNode value, String path) {
    try {
      if (Boolean.TRUE.equals(program.eval(variables))) {
        return Optional.empty();
      }
      return Optional.of(fault(value, path, text(variables)));
    } catch (CelEvaluationException e) {
      return Optional.of(fault(value, path, "rule evaluation error: " + e.getMessage()));
    }
  }

  private String text(Map<String, Object> variables) {
    String fixed = rule.path("message").asText("failed rule: " + rule.path("rule").asText());
    try {
      return message.isPresent() ? String.valueOf(message.get().eval(variables)) : fixed;
    } catch (CelEvaluationException e) {
      return fixed;
    }
  }

  private Cause fault(JsonNode value, String path, String text) {
    String field = path + rule.path("fieldPath").asText("");
    String at = field.startsWith(".") ? field.substring(1) : field;
    return switch (rule.path("reason").asText("FieldValueInvalid")) {
      case "FieldValueRequired" -> Cause.required(at, text);
      case "FieldValueForbidden" -> new Cause("FieldValueForbidden", at, "Forbidden: " + text);
      default ->
          Cause.invalid(
              at,
              value.isContainerNode()
                  ? "\"" + value.getNodeType().name().toLowerCase(Locale.ROOT) + "\""
                  : value.toString(),
              text);
    };
  }

  /// Built on first use: a server without rules does not pay for CEL.
  private static final class Environment {
    private static final CelOptions OPTIONS =
        CelOptions.current().enableRegexPartialMatch(true).build();
    private static final CelRegex KUBERNETES = new CelRegex();
    static final Cel CEL =
        CelFactory.standardCelBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(CelExtensions.strings(), CelExtensions.optional(), KUBERNETES)
            .addRuntimeLibraries(CelExtensions.strings(), CelExtensions.optional(), KUBERNETES)
            .addVar("self", SimpleType.DYN)
            .addVar("oldSelf", SimpleType.DYN)
            .build();

    private Environment() {}
  }
}
