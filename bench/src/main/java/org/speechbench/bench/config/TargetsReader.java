package org.speechbench.bench.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.core.spi.Plugins;
import org.speechbench.upstream.targets.TargetSource;

/** Reads {@code targets:} with the source that its {@code kind} names. */
final class TargetsReader extends JsonDeserializer<TargetSource> {
    static final String KIND = "kind";

    private final NamedServices<TargetSource> sources;

    TargetsReader(NamedServices<TargetSource> sources) {
        this.sources = sources;
    }

    @Override
    public TargetSource deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode section = context.readTree(parser);
        TargetSource usual = Plugins.unguarded(sources.get(section.path(KIND).asText()));
        if (section instanceof ObjectNode keys) {
            keys.remove(KIND);
        }
        TargetSource source = Plugins.guarded(context.readTreeAsValue(section, usual.getClass()));
        source.validate();
        return source;
    }
}
