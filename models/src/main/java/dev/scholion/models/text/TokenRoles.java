package dev.scholion.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The special tokens of a tokenizer by their roles.
 *
 * @param named spelling by role, for example {@code [MASK]} by {@code mask_token}
 * @param others those without a role
 */
record TokenRoles(Map<String, String> named, List<String> others) {
    private static final List<String> ROLES =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    static TokenRoles of(TokenizerConfig config, TokenizerClass kind) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String role : ROLES) {
            JsonNode stated = config.at(role);
            if (stated.isMissingNode()) {
                Optional.ofNullable(kind.tokens().get(role)).ifPresent(token -> named.put(role, token));
            } else {
                TokenizerConfig.spelling(stated).ifPresent(token -> named.put(role, token));
            }
        }
        return new TokenRoles(named, others(config, kind));
    }

    private static List<String> others(TokenizerConfig config, TokenizerClass kind) {
        List<String> others = new ArrayList<>();
        JsonNode extra = config.at("extra_special_tokens");
        boolean stated = extra.isContainerNode() && !extra.isEmpty();
        for (JsonNode token : stated ? extra : config.at("additional_special_tokens")) {
            TokenizerConfig.spelling(token).ifPresent(others::add);
        }
        if (others.isEmpty()) {
            switch (kind) {
                case T5 -> {
                    for (int i = 0; i < config.integer("extra_ids", 100); i++) {
                        others.add("<extra_id_" + i + ">");
                    }
                }
                case XLNET -> others.addAll(List.of("<eop>", "<eod>"));
                case CAMEMBERT -> others.addAll(List.of("<s>NOTUSED", "</s>NOTUSED", "<unk>NOTUSED"));
                case SPLINTER -> others.add(config.token("question_token").orElse("[QUESTION]"));
                default -> {}
            }
        }
        return others;
    }

    Optional<String> role(String role) {
        return Optional.ofNullable(named.get(role));
    }
}
