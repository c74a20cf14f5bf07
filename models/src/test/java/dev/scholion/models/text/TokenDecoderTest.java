package dev.scholion.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenDecoderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type': 'WordPiece', 'prefix': '##', 'cleanup': true} | ##it is n't 3 . 2 ##x | ##it isn't 3. 2x",
                "{'type': 'WordPiece', 'prefix': '##', 'cleanup': false} | a . ##b | a .b",
                "{'type': 'ByteLevel'} | Ġa ĠÅģÃ³d Åº | ' a Łódź'",
                "{'type': 'ByteLevel'} | Ġ中 | Ġ中",
                "{'type': 'Metaspace', 'replacement': '▁', 'prepend_scheme': 'always'} | ▁a ▁b c▁ | 'a bc '",
                "{'type': 'Metaspace', 'replacement': '▁', 'prepend_scheme': 'never'} | ▁a ▁b | ' a b'",
                "{'type': 'BPEDecoder', 'suffix': '</w>'} | a</w> b c</w> | a bc",
                "{'type': 'Sequence', 'decoders': [{'type': 'ByteFallback'}, {'type': 'Fuse'}]} | <0xC3> <0xA9> x | éx",
                "null | a b | a b"
            })
    void putsTokensTogether(String decoder, String tokens, String expected) throws IOException {
        TokenDecoder made = TokenDecoder.of(new ObjectMapper().readTree(decoder.replace('\'', '"')));
        assertEquals(expected, made.decode(List.of(tokens.split(" "))));
    }
}
