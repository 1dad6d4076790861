package dev.corral.local.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One process of the platform.
///
/// @param name what logs, pid files and people call it
/// @param jar what must have been built
/// @param jvm flags of the virtual machine
/// @param arguments of the program
/// @param environment all it is told beside the arguments; secrets travel here
/// @param ports it will listen on
record Part(
    String name,
    Path jar,
    List<String> jvm,
    List<String> arguments,
    Map<String, String> environment,
    List<Integer> ports,
    Readiness readiness) {}
