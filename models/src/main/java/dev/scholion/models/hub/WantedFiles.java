package dev.scholion.models.hub;

import dev.scholion.models.catalog.GraphName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses what is fetched of a model: its description, its tokenizer, and one graph. */
final class WantedFiles {
    private static final Set<String> DESCRIPTIONS = Set.of(
            "config.json",
            "special_tokens_map.json",
            "generation_config.json",
            "modules.json",
            "sentence_bert_config.json",
            "1_Pooling/config.json",
            "README.md",
            "LICENSE",
            "LICENSE.txt",
            "LICENSE.md",
            "NOTICE");

    private final HubListing listing;

    WantedFiles(HubListing listing) {
        this.listing = listing;
    }

    /** All but the graph. */
    List<HubFile> descriptions() {
        for (String needed : List.of("config.json", "tokenizer.json")) {
            if (listing.file(needed).isEmpty()) {
                throw new HubException("%s has no %s".formatted(listing.model(), needed)
                        + (needed.equals("config.json")
                                ? ": it is no model of Transformers"
                                : "; a program of Transformers writes one with AutoTokenizer.save_pretrained. "
                                        + exportHint()));
            }
        }
        return listing.files().stream()
                .filter(file -> DESCRIPTIONS.contains(file.path())
                        || (file.path().startsWith("tokenizer") && !file.path().contains("/")))
                .toList();
    }

    /** @throws HubException if there is no graph, or none of the precision */
    HubFile graph(Optional<String> precision) {
        List<HubFile> graphs = listing.files().stream()
                .filter(file -> new GraphName(file.path()).isUsual())
                .sorted(Comparator.comparingInt(file -> GraphName.rank(precisionOf(file))))
                .toList();
        if (graphs.isEmpty()) {
            throw new HubException("%s has no ONNX graph (model.onnx, onnx/model.onnx or one for a precision). "
                            .formatted(listing.model())
                    + exportHint());
        }
        if (precision.isEmpty()) {
            return graphs.get(0);
        }
        String wanted = GraphName.shortened(precision.get());
        return graphs.stream()
                .filter(file -> precisionOf(file).equals(wanted))
                .findFirst()
                .or(() -> graphs.stream()
                        .filter(file -> GraphName.isMeantBy(precisionOf(file), wanted))
                        .findFirst())
                .orElseThrow(() -> new HubException("%s has no graph of the precision '%s'; it has %s"
                        .formatted(
                                listing.model(),
                                precision.get(),
                                graphs.stream()
                                        .map(WantedFiles::precisionOf)
                                        .distinct()
                                        .toList())));
    }

    /** Files with weights of a graph, by the locations that it names. */
    List<HubFile> external(HubFile graph, List<String> locations) {
        List<HubFile> files = new ArrayList<>();
        for (String location : locations) {
            String path = GraphName.beside(graph.path(), location);
            files.add(listing.file(path)
                    .orElseThrow(() -> new HubException("%s lacks the file '%s', where %s has its weights"
                            .formatted(listing.model(), path, graph.path()))));
        }
        return files;
    }

    /** A graph whose name tells none is in full precision, as a rule. */
    private static String precisionOf(HubFile file) {
        return new GraphName(file.path()).precision().orElse("fp32");
    }

    private String exportHint() {
        return "Export it: python models/export/export.py --model FOLDER --out EXPORTED, where FOLDER is what"
                + " save_pretrained wrote; then: scholion models add EXPORTED";
    }
}
