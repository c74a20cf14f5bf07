package dev.scholion.streaming.annotate;

import java.io.Serializable;

/** Takes the text out of an element: valid Unicode, not blank. */
@FunctionalInterface
public interface TextOf<T> extends Serializable {
    String text(T element);
}
