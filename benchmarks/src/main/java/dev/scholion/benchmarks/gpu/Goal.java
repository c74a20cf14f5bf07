package dev.scholion.benchmarks.gpu;

/** What is aimed at on one H200 with 16 host cores. More is better, except where {@link #lessIsBetter} says otherwise. */
enum Goal {
    G1("BERT-base, 128 tokens, fp16, engine alone: share of the peak", 0.40, 0.52, 0.60),
    G2("BERT-base, 128 tokens, int8, engine alone: share of the peak", 0.25, 0.40, 0.50),
    G3("DistilBERT, 128 tokens, fp16, engine alone: share of the peak", 0.35, 0.48, 0.55),
    G4("skewed lengths / fixed length: tokens without padding a second", 0.70, 0.88, 0.97),
    G5("by length / padded to 128, on those texts: texts a second", 2.5, 3.5, 4.2),
    G6("predictor / engine alone, saturated: texts a second (Kafka and Flink left out)", 0.75, 0.90, 0.95),
    G7("rate at which 99 of 100 answers take 50 ms at most / saturated", 0.65, 0.79, 0.85),
    G8("added to one text alone: ms in the median (Kafka and Flink left out)", 5, 2, 1),
    G9("best batch / batch of one: texts a second", 8, 15, 20),
    G10(
            "MiniLM, 64 tokens at most: texts a second by 4 host cores (Kafka and Flink left out)",
            60_000,
            120_000,
            200_000),
    G11("ONNX Runtime's TensorRT / our TensorRT", 0.85, 0.95, 1.0),
    G12("TensorRT / ONNX Runtime's CUDA, fp16", 1.3, 1.8, 2.5);

    private final String question;
    private final double floor;
    private final double aim;
    private final double stretch;

    Goal(String question, double floor, double aim, double stretch) {
        this.question = question;
        this.floor = floor;
        this.aim = aim;
        this.stretch = stretch;
    }

    String question() {
        return question;
    }

    double floor() {
        return floor;
    }

    double aim() {
        return aim;
    }

    double stretch() {
        return stretch;
    }

    boolean lessIsBetter() {
        return floor > stretch;
    }

    /** What a value is worth. */
    String verdict(double value) {
        if (reaches(value, stretch)) {
            return "STRETCH";
        }
        return reaches(value, aim) ? "GOAL" : reaches(value, floor) ? "FLOOR" : "below the floor";
    }

    private boolean reaches(double value, double mark) {
        return lessIsBetter() ? value <= mark : value >= mark;
    }
}
