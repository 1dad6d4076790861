package dev.corral.local.kubernetes.schema;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The functions `find` and `findAll` that Kubernetes adds to CEL.
final class CelRegex implements CelCompilerLibrary, CelRuntimeLibrary {
  private static final String FIND = "kubernetes_string_find";
  private static final String FIND_ALL = "kubernetes_string_find_all";

  @Override
  public void setCheckerOptions(CelCheckerBuilder checker) {
    checker.addFunctionDeclarations(
        CelFunctionDecl.newFunctionDeclaration(
            "find",
            CelOverloadDecl.newMemberOverload(
                FIND, SimpleType.STRING, SimpleType.STRING, SimpleType.STRING)),
        CelFunctionDecl.newFunctionDeclaration(
            "findAll",
            CelOverloadDecl.newMemberOverload(
                FIND_ALL,
                ListType.create(SimpleType.STRING),
                SimpleType.STRING,
                SimpleType.STRING)));
  }

  @Override
  public void setRuntimeOptions(CelRuntimeBuilder runtime) {
    runtime.addFunctionBindings(
        CelFunctionBinding.from(FIND, String.class, String.class, CelRegex::first),
        CelFunctionBinding.from(FIND_ALL, String.class, String.class, CelRegex::all));
  }

  private static String first(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .findFirst()
        .orElse("");
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }
}
