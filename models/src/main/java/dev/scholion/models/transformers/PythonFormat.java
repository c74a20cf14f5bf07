package dev.scholion.models.transformers;

/** Python's {@code str.format} with one argument, as far as a sentence with a gap needs it. */
final class PythonFormat {
    private PythonFormat() {}

    /** @throws PipelineArgumentException if the template is not well-formed, or wants more than one argument */
    static String format(String template, String argument) {
        StringBuilder text = new StringBuilder();
        int automatic = 0;
        for (int i = 0; i < template.length(); i++) {
            char character = template.charAt(i);
            boolean doubled = i + 1 < template.length() && template.charAt(i + 1) == character;
            if (character != '{' && character != '}') {
                text.append(character);
            } else if (doubled) {
                text.append(character);
                i++;
            } else if (character == '}') {
                throw problem(template, "a single '}'");
            } else {
                int end = template.indexOf('}', i);
                if (end < 0) {
                    throw problem(template, "a single '{'");
                }
                String field = template.substring(i + 1, end);
                if (field.isEmpty() || field.equals("!s") || field.equals(":")) {
                    if (automatic++ > 0) {
                        throw problem(template, "more than one gap");
                    }
                } else if (!field.equals("0") && !field.equals("0!s")) {
                    throw problem(template, "the gap '{" + field + "}'");
                }
                text.append(argument);
                i = end;
            }
        }
        return text.toString();
    }

    private static PipelineArgumentException problem(String template, String what) {
        return new PipelineArgumentException(
                "argument 'hypothesis_template' is '%s', it has %s, expected a text with one gap {}"
                        .formatted(template, what));
    }
}
