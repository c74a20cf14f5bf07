package dev.scholion.streaming.cli;

import dev.scholion.models.evaluate.Example;
import dev.scholion.models.evaluate.Measure;
import dev.scholion.models.task.Task;
import dev.scholion.streaming.cli.labelled.ExampleReader;

/** What a model is asked about labelled texts, and how its answers are measured. */
record EvaluationPlan<E extends Example>(Task task, ExampleReader<E> reader, Measure<E> measure) {}
