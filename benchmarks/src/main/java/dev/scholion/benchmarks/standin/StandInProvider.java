package dev.scholion.benchmarks.standin;

import dev.scholion.models.EngineException;
import dev.scholion.models.engine.Engine;
import dev.scholion.models.engine.EngineOptions;
import dev.scholion.models.engine.EngineProvider;
import dev.scholion.models.engine.EngineRequest;
import java.util.Optional;

/** Brings the kind of engine {@code stand-in}, wherever this jar is on the class path. It has to be named to be used. */
public final class StandInProvider implements EngineProvider {
    /** Its name in configurations. */
    public static final String KIND = "stand-in";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<String> unavailable(EngineOptions options) {
        return Optional.empty();
    }

    @Override
    public Engine open(EngineRequest request) {
        try {
            StandInSettings settings = StandInSettings.of(request);
            return new StandInEngine(settings, new PlausibleScores(request.model(), settings.shape()));
        } catch (IllegalArgumentException e) {
            throw new EngineException("no stand-in: " + e.getMessage(), e);
        }
    }
}
