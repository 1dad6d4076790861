package dev.corral.proxy.image;

import dev.corral.proxy.dialect.ImageOperation;
import dev.corral.proxy.image.ImageTask.Tuning;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Set;

/// Which operation a wish means for a model with these abilities: what the caller names, else a
/// mask means inpainting, and a picture without one means the first thing that the model can do
/// with it.
public final class TaskChoice {
  private static final double USUAL_STRENGTH = 0.7;
  private static final double VARIED_STRENGTH = 0.35;

  private final ImageOperation operation;
  private final ImageWish wish;
  private final Set<Ability> abilities;

  private TaskChoice(ImageOperation operation, ImageWish wish, Set<Ability> abilities) {
    this.operation = operation;
    this.wish = wish;
    this.abilities = abilities;
  }

  /// The task, or the problem to answer with is thrown.
  public static ImageTask of(ImageOperation operation, ImageWish wish, Set<Ability> abilities) {
    return new TaskChoice(operation, wish, abilities).task();
  }

  private ImageTask task() {
    Ability ability = wish.extras().operation().orElseGet(this::meant);
    boolean fits = (ability == Ability.GENERATE) == (operation == ImageOperation.GENERATIONS);
    if (!abilities.contains(ability) || !fits) {
      throw unable(ability.id());
    }
    refuseIdle(ability);
    return built(ability);
  }

  private Ability meant() {
    return switch (operation) {
      case GENERATIONS -> Ability.GENERATE;
      case VARIATIONS -> Ability.VARIATION;
      case EDITS -> wish.mask().isPresent() ? Ability.INPAINT : withoutMask();
    };
  }

  private Ability withoutMask() {
    for (Ability ability :
        new Ability[] {
          Ability.SEARCH_REPLACE,
          Ability.VARIATION,
          Ability.OUTPAINT,
          Ability.REMOVE_BACKGROUND,
          Ability.UPSCALE
        }) {
      if (abilities.contains(ability)) {
        return ability;
      }
    }
    if (abilities.contains(Ability.INPAINT)) {
      throw needed("mask", "says which part to edit, and this model needs it");
    }
    throw unable(operation.id());
  }

  /// What would be left out without a word is refused by name.
  private void refuseIdle(Ability ability) {
    if (ability != Ability.INPAINT && wish.mask().isPresent()) {
      throw unsupported("mask");
    }
    if (ability != Ability.OUTPAINT && wish.extras().margins().isPresent()) {
      throw unsupported("corral.left");
    }
    if (ability != Ability.SEARCH_REPLACE && wish.extras().searchPrompt().isPresent()) {
      throw unsupported("corral.search_prompt");
    }
    if (ability != Ability.VARIATION && wish.extras().strength().isPresent()) {
      throw unsupported("corral.strength");
    }
    if (wish.images().size() > 1
        || (operation == ImageOperation.GENERATIONS && !wish.images().isEmpty())) {
      throw unsupported("image");
    }
  }

  private ImageTask built(Ability ability) {
    Tuning tuning =
        new Tuning(
            wish.extras().negativePrompt(),
            wish.extras().seed(),
            wish.extras().creativity(),
            wish.output());
    return switch (ability) {
      case GENERATE -> new ImageTask.Generate(prompt(), wish.size(), tuning);
      case INPAINT -> new ImageTask.Inpaint(prompt(), image(), mask(), tuning);
      case OUTPAINT ->
          new ImageTask.Outpaint(
              wish.prompt(),
              image(),
              wish.extras()
                  .margins()
                  .orElseThrow(() -> needed("corral.left", "or right, up or down says how far")),
              tuning);
      case VARIATION -> new ImageTask.Variation(wish.prompt(), image(), strength(), tuning);
      case REMOVE_BACKGROUND -> new ImageTask.RemoveBackground(image(), tuning);
      case SEARCH_REPLACE ->
          new ImageTask.SearchReplace(
              prompt(),
              wish.extras()
                  .searchPrompt()
                  .orElseThrow(() -> needed("corral.search_prompt", "names what is replaced")),
              image(),
              tuning);
      case UPSCALE -> new ImageTask.Upscale(wish.prompt(), image(), tuning);
    };
  }

  private double strength() {
    return wish.extras()
        .strength()
        .orElse(operation == ImageOperation.EDITS ? USUAL_STRENGTH : VARIED_STRENGTH);
  }

  private String prompt() {
    if (wish.prompt().isEmpty()) {
      throw needed("prompt", "is required");
    }
    return wish.prompt();
  }

  private Picture image() {
    Picture image = wish.images().getFirst();
    boolean same =
        wish.size()
            .filter(size -> size.width() != image.width() || size.height() != image.height())
            .isEmpty();
    if (!same) {
      throw unsupported("size");
    }
    return image;
  }

  private Picture mask() {
    Picture mask = wish.mask().orElseThrow(() -> needed("mask", "says which part to edit"));
    if (!mask.sameSize(wish.images().getFirst())) {
      throw needed("mask", "must have the size of the picture");
    }
    return mask;
  }

  private ProblemException unable(String what) {
    return new ProblemException(new Problem.OperationUnsupported(wish.model(), what));
  }

  private ProblemException unsupported(String field) {
    return new ProblemException(new Problem.FieldUnsupported(field, wish.model()));
  }

  private static ProblemException needed(String field, String why) {
    return new ProblemException(
        new Problem.InvalidField(field, "The field '" + field + "' " + why + "."));
  }
}
