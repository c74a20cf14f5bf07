package dev.scholion.models.text;

import dev.scholion.models.catalog.ModelPackageException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes of Transformers that load a tokenizer, by what they make of {@code tokenizer.json}. All but
 * {@link #AS_FILE} take from it little more than the vocabulary, and build the rest anew from
 * {@code tokenizer_config.json} and from their own defaults.
 */
enum TokenizerClass {
    /** The file as it stands. */
    AS_FILE(Map.of()),
    BERT(bert()),
    DISTIL_BERT(bert()),
    SPLINTER(bert()),
    MPNET(roberta("[UNK]")),
    FUNNEL(Map.of(
            "unk_token", "<unk>",
            "sep_token", "<sep>",
            "pad_token", "<pad>",
            "cls_token", "<cls>",
            "mask_token", "<mask>",
            "bos_token", "<s>",
            "eos_token", "</s>")),
    ROBERTA(roberta("<unk>")),
    GPT2(Map.of("unk_token", "<|endoftext|>", "bos_token", "<|endoftext|>", "eos_token", "<|endoftext|>")),
    DEBERTA(deberta()),
    DEBERTA_V2(deberta()),
    XLM_ROBERTA(roberta("<unk>")),
    CAMEMBERT(roberta("<unk>")),
    BARTHEZ(roberta("<unk>")),
    BIG_BIRD(Map.of(
            "unk_token", "<unk>",
            "bos_token", "<s>",
            "eos_token", "</s>",
            "pad_token", "<pad>",
            "sep_token", "[SEP]",
            "mask_token", "[MASK]",
            "cls_token", "[CLS]")),
    T5(Map.of("eos_token", "</s>", "unk_token", "<unk>", "pad_token", "<pad>")),
    ALBERT(albert()),
    REM_BERT(albert()),
    XLNET(Map.of(
            "bos_token", "<s>",
            "eos_token", "</s>",
            "unk_token", "<unk>",
            "sep_token", "<sep>",
            "pad_token", "<pad>",
            "cls_token", "<cls>",
            "mask_token", "<mask>")),
    HERBERT(Map.of(
            "cls_token", "<s>",
            "unk_token", "<unk>",
            "pad_token", "<pad>",
            "mask_token", "<mask>",
            "sep_token", "</s>")),
    OPENAI_GPT(Map.of("unk_token", "<unk>"));

    /** Whatever class their folders name, the file is taken as it stands. */
    private static final Set<String> MODELS_AS_FILE = Set.of(
            "modernbert",
            "modernbert-decoder",
            "nystromformer",
            "umt5",
            "xlm-roberta-xl",
            "bigbird_pegasus",
            "pegasus_x");

    private static final Map<String, TokenizerClass> BY_NAME = Map.ofEntries(
            Map.entry("BertTokenizer", BERT),
            Map.entry("ElectraTokenizer", BERT),
            Map.entry("MobileBertTokenizer", BERT),
            Map.entry("SqueezeBertTokenizer", BERT),
            Map.entry("LxmertTokenizer", BERT),
            Map.entry("LayoutLMTokenizer", BERT),
            Map.entry("RetriBertTokenizer", BERT),
            Map.entry("DistilBertTokenizer", DISTIL_BERT),
            Map.entry("SplinterTokenizer", SPLINTER),
            Map.entry("MPNetTokenizer", MPNET),
            Map.entry("FunnelTokenizer", FUNNEL),
            Map.entry("RobertaTokenizer", ROBERTA),
            Map.entry("BartTokenizer", ROBERTA),
            Map.entry("LongformerTokenizer", ROBERTA),
            Map.entry("LEDTokenizer", ROBERTA),
            Map.entry("MvpTokenizer", ROBERTA),
            Map.entry("GPT2Tokenizer", GPT2),
            Map.entry("DebertaTokenizer", DEBERTA),
            Map.entry("DebertaV2Tokenizer", DEBERTA_V2),
            Map.entry("XLMRobertaTokenizer", XLM_ROBERTA),
            Map.entry("CamembertTokenizer", CAMEMBERT),
            Map.entry("BarthezTokenizer", BARTHEZ),
            Map.entry("BigBirdTokenizer", BIG_BIRD),
            Map.entry("T5Tokenizer", T5),
            Map.entry("AlbertTokenizer", ALBERT),
            Map.entry("RemBertTokenizer", REM_BERT),
            Map.entry("XLNetTokenizer", XLNET),
            Map.entry("HerbertTokenizer", HERBERT),
            Map.entry("OpenAIGPTTokenizer", OPENAI_GPT));

    /** Where no folder's file names a class. */
    private static final Map<TokenizerClass, List<String>> BY_MODEL = Map.ofEntries(
            Map.entry(
                    BERT,
                    List.of(
                            "bert",
                            "distilbert",
                            "electra",
                            "mobilebert",
                            "squeezebert",
                            "convbert",
                            "ernie",
                            "layoutlm",
                            "megatron-bert",
                            "nezha",
                            "nomic_bert")),
            Map.entry(SPLINTER, List.of("splinter")),
            Map.entry(MPNET, List.of("mpnet")),
            Map.entry(FUNNEL, List.of("funnel")),
            Map.entry(
                    ROBERTA,
                    List.of(
                            "roberta",
                            "roberta-prelayernorm",
                            "bart",
                            "longformer",
                            "led",
                            "mvp",
                            "ibert",
                            "data2vec-text",
                            "mega",
                            "mra")),
            Map.entry(GPT2, List.of("gpt2", "gpt_neo", "gptj", "opt")),
            Map.entry(DEBERTA, List.of("deberta")),
            Map.entry(DEBERTA_V2, List.of("deberta-v2")),
            Map.entry(XLM_ROBERTA, List.of("xlm-roberta", "xmod", "gte")),
            Map.entry(CAMEMBERT, List.of("camembert")),
            Map.entry(BARTHEZ, List.of("barthez")),
            Map.entry(BIG_BIRD, List.of("big_bird")),
            Map.entry(T5, List.of("t5", "mt5", "switch_transformers")),
            Map.entry(ALBERT, List.of("albert", "yoso")),
            Map.entry(REM_BERT, List.of("rembert")),
            Map.entry(XLNET, List.of("xlnet")),
            Map.entry(HERBERT, List.of("herbert")),
            Map.entry(OPENAI_GPT, List.of("openai-gpt")));

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of alone
    private final Map<String, String> tokens;

    TokenizerClass(Map<String, String> tokens) {
        this.tokens = tokens;
    }

    private static Map<String, String> bert() {
        return Map.of(
                "unk_token", "[UNK]",
                "sep_token", "[SEP]",
                "pad_token", "[PAD]",
                "cls_token", "[CLS]",
                "mask_token", "[MASK]");
    }

    private static Map<String, String> roberta(String unknown) {
        return Map.of(
                "bos_token", "<s>",
                "eos_token", "</s>",
                "sep_token", "</s>",
                "cls_token", "<s>",
                "unk_token", unknown,
                "pad_token", "<pad>",
                "mask_token", "<mask>");
    }

    private static Map<String, String> deberta() {
        return Map.of(
                "bos_token", "[CLS]",
                "eos_token", "[SEP]",
                "unk_token", "[UNK]",
                "sep_token", "[SEP]",
                "pad_token", "[PAD]",
                "cls_token", "[CLS]",
                "mask_token", "[MASK]");
    }

    private static Map<String, String> albert() {
        return Map.of(
                "bos_token", "[CLS]",
                "eos_token", "[SEP]",
                "unk_token", "<unk>",
                "sep_token", "[SEP]",
                "pad_token", "<pad>",
                "cls_token", "[CLS]",
                "mask_token", "[MASK]");
    }

    /**
     * The class that loads a folder; a class that is not known here takes the file as it stands.
     *
     * @throws ModelPackageException if the class is known to write a file that gives other ids than itself
     */
    static TokenizerClass of(TokenizerConfig config) {
        if (config.className()
                .filter(name -> name.startsWith("RoFormerTokenizer"))
                .isPresent()) {
            throw new ModelPackageException(
                    "tokenizer_config.json: tokenizer_class RoFormerTokenizer cuts words with a dictionary of a Python"
                            + " package, which tokenizer.json does not hold: its ids would be wrong. A RoFormer model with"
                            + " a BertTokenizer runs");
        }
        if (MODELS_AS_FILE.contains(config.modelType())) {
            return AS_FILE;
        }
        return config.className()
                .map(name -> BY_NAME.getOrDefault(
                        name.endsWith("Fast") ? name.substring(0, name.length() - "Fast".length()) : name, AS_FILE))
                .orElseGet(() -> BY_MODEL.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(config.modelType()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(AS_FILE));
    }

    /** Its special tokens where a folder names none, by their keys in {@code tokenizer_config.json}. */
    Map<String, String> tokens() {
        return tokens;
    }

    /** Whether its rows have segments, unless a folder says otherwise. */
    boolean hasTypes() {
        return this == BERT || this == DEBERTA || this == DEBERTA_V2;
    }

    boolean padsLeft() {
        return this == XLNET;
    }

    /** Whether its mask token takes the blank before it along. */
    boolean maskTakesBlankBefore() {
        return this == MPNET || this == BIG_BIRD || this == CAMEMBERT || this == XLNET || this == BARTHEZ;
    }
}
