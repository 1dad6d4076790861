package dev.corral.dispatcher.appkind;

/// A kind of thing that one may build with an app, and the page that it starts on.
///
/// @param chatflow the app's own word for it
public record Flavour(String name, String title, String chatflow, String startPath) {}
