package tiffin.search;

import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.elasticsearch.plugin.Inject;
import org.elasticsearch.plugin.NamedComponent;
import org.elasticsearch.plugin.analysis.TokenizerFactory;
import org.elasticsearch.plugin.settings.AnalysisSettings;
import org.elasticsearch.plugin.settings.IntSetting;
import org.elasticsearch.plugin.settings.ListSetting;

/** The {@code edge_ngram} tokenizer, with the settings of the one in the full distribution. */
@NamedComponent("edge_ngram")
public final class EdgeNgramTokenizerFactory implements TokenizerFactory {

  /** What a mapping may say. */
  @AnalysisSettings
  public interface Options {
    @IntSetting(path = "min_gram", defaultValue = 1)
    int minGram();

    @IntSetting(path = "max_gram", defaultValue = 2)
    int maxGram();

    @ListSetting(path = "token_chars")
    List<String> tokenChars();
  }

  private final Options options;

  @Inject
  public EdgeNgramTokenizerFactory(Options options) {
    this.options = options;
  }

  @Override
  public Tokenizer create() {
    List<String> classes = options.tokenChars();
    return new EdgeNGramTokenizer(options.minGram(), options.maxGram()) {
      @Override
      protected boolean isTokenChar(int c) {
        return classes.isEmpty() || classes.stream().anyMatch(name -> belongs(c, name));
      }
    };
  }

  private static boolean belongs(int c, String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "letter" -> Character.isLetter(c);
      case "digit" -> Character.isDigit(c);
      case "whitespace" -> Character.isWhitespace(c);
      case "punctuation" -> isPunctuation(Character.getType(c));
      case "symbol" -> isSymbol(Character.getType(c));
      default -> throw new IllegalArgumentException("unknown token_chars [" + name + "]");
    };
  }

  private static boolean isPunctuation(int type) {
    return switch (type) {
      case Character.START_PUNCTUATION, Character.END_PUNCTUATION, Character.OTHER_PUNCTUATION,
          Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> true;
      default -> false;
    };
  }

  private static boolean isSymbol(int type) {
    return switch (type) {
      case Character.CURRENCY_SYMBOL, Character.MATH_SYMBOL, Character.OTHER_SYMBOL,
          Character.MODIFIER_SYMBOL -> true;
      default -> false;
    };
  }
}
