package dev.corral.dispatcher.engine;

import java.util.List;
import java.util.Map;

/// What one engine puts into its base Deployment for one model. Every text is data: none of it is
/// ever part of a script or of a template.
///
/// @param template the resource with the base Deployment
/// @param arguments added to the engine's arguments
/// @param environment added to the engine's environment
/// @param fetches what runs before the engine, in order
/// @param files what is mounted beside the engine, by file name
public record EnginePod(
    String template,
    String image,
    List<String> arguments,
    Map<String, String> environment,
    List<Fetch> fetches,
    Map<String, String> files,
    Footprint footprint) {}
