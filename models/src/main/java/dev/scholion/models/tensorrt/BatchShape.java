package dev.scholion.models.tensorrt;

/** Rows and columns of one batch. */
record BatchShape(int rows, int columns) {
    long tokens() {
        return (long) rows * columns;
    }
}
