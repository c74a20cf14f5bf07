package dev.scholion.streaming.annotate;

import dev.scholion.models.Annotations;
import dev.scholion.models.TextFaultException;
import java.util.Optional;

/**
 * An element of a stream and what became of its text. One of the two is there.
 *
 * @param fault why the text has no annotations, through its own fault
 */
public record Annotated<T>(T element, Optional<Annotations> annotations, Optional<TextFaultException> fault) {}
