package dev.corral.proxy.image;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// One picture to make, in no provider's words.
public sealed interface ImageTask {

  /// Finer wishes that most operations know.
  ///
  /// @param output wanted format; the provider's own when empty
  record Tuning(
      Optional<String> negativePrompt,
      OptionalLong seed,
      OptionalDouble creativity,
      Optional<PictureFormat> output) {
    static final Tuning NONE =
        new Tuning(
            Optional.empty(), OptionalLong.empty(), OptionalDouble.empty(), Optional.empty());

    Tuning withSeed(long next) {
      return new Tuning(negativePrompt, OptionalLong.of(next), creativity, output);
    }
  }

  /// Pixels to add on each side.
  record Margins(int left, int right, int up, int down) {}

  /// What it takes.
  Ability ability();

  /// The words; empty where the operation takes none.
  String prompt();

  /// Finer wishes.
  Tuning tuning();

  /// The same with other wishes.
  ImageTask tuned(Tuning other);

  /// A picture from words.
  record Generate(String prompt, Optional<Size> size, Tuning tuning) implements ImageTask {
    @Override
    public Ability ability() {
      return Ability.GENERATE;
    }

    @Override
    public ImageTask tuned(Tuning other) {
      return new Generate(prompt, size, other);
    }
  }

  /// Fills the part of a picture that the mask, OpenAI's way, leaves transparent.
  record Inpaint(String prompt, Picture image, Picture mask, Tuning tuning) implements ImageTask {
    @Override
    public Ability ability() {
      return Ability.INPAINT;
    }

    @Override
    public ImageTask tuned(Tuning other) {
      return new Inpaint(prompt, image, mask, other);
    }
  }

  /// Continues a picture beyond its edges.
  record Outpaint(String prompt, Picture image, Margins margins, Tuning tuning)
      implements ImageTask {
    @Override
    public Ability ability() {
      return Ability.OUTPAINT;
    }

    @Override
    public ImageTask tuned(Tuning other) {
      return new Outpaint(prompt, image, margins, other);
    }
  }

  /// Another picture like this one.
  ///
  /// @param strength how far from the picture, 0 to 1
  record Variation(String prompt, Picture image, double strength, Tuning tuning)
      implements ImageTask {
    @Override
    public Ability ability() {
      return Ability.VARIATION;
    }

    @Override
    public ImageTask tuned(Tuning other) {
      return new Variation(prompt, image, strength, other);
    }
  }

  /// Leaves only what is in front.
  record RemoveBackground(Picture image, Tuning tuning) implements ImageTask {
    @Override
    public Ability ability() {
      return Ability.REMOVE_BACKGROUND;
    }

    @Override
    public String prompt() {
      return "";
    }

    @Override
    public ImageTask tuned(Tuning other) {
      return new RemoveBackground(image, other);
    }
  }

  /// Replaces what the search names.
  record SearchReplace(String prompt, String search, Picture image, Tuning tuning)
      implements ImageTask {
    @Override
    public Ability ability() {
      return Ability.SEARCH_REPLACE;
    }

    @Override
    public ImageTask tuned(Tuning other) {
      return new SearchReplace(prompt, search, image, other);
    }
  }

  /// The same picture, larger.
  record Upscale(String prompt, Picture image, Tuning tuning) implements ImageTask {
    @Override
    public Ability ability() {
      return Ability.UPSCALE;
    }

    @Override
    public ImageTask tuned(Tuning other) {
      return new Upscale(prompt, image, other);
    }
  }
}
