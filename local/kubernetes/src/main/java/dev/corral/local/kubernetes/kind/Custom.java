package dev.corral.local.kubernetes.kind;

import dev.corral.local.kubernetes.schema.CustomSchema;
import java.util.List;

/// What only custom kinds have.
///
/// @param definition name of the CustomResourceDefinition
public record Custom(String definition, CustomSchema schema, List<PrinterColumn> columns) {}
