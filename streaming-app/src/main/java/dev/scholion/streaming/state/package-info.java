/** How records are kept between operators and in checkpoints: by hand-written serializers, never by Kryo. */
@NullMarked
package dev.scholion.streaming.state;

import org.jspecify.annotations.NullMarked;
