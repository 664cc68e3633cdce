using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

public sealed partial record TextCompletionRequest : IWireRecord<TextCompletionRequest>
{
    /// <summary>Initializes a new instance of the <see cref="TextCompletionRequest"/> class with no properties set.</summary>
    public TextCompletionRequest()
    {
    }

    [SetsRequiredMembers]
    [SuppressMessage("Design", "MA0051", Justification = "One line for each member is the shortest form, and a switch cannot be split.")]
    private TextCompletionRequest(ref WireReader json)
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "model": Model = json.String(); break;
                case "prompt": Prompt = json.Union<TextPrompt>() ?? Prompt; break;
                case "suffix": Suffix = json.String(); break;
                case "stream": Stream = json.Boolean(); break;
                case "stream_options": StreamOptions = json.Object<StreamOptions>(); break;
                case "max_tokens": MaxTokens = json.Int32(); break;
                case "temperature": Temperature = json.Double(); break;
                case "top_p": TopP = json.Double(); break;
                case "top_k": TopK = json.Int32(); break;
                case "min_p": MinP = json.Double(); break;
                case "n": N = json.Int32(); break;
                case "best_of": BestOf = json.Int32(); break;
                case "echo": Echo = json.Boolean(); break;
                case "stop": Stop = json.Union<StopSequences>(); break;
                case "logprobs": LogProbs = json.Int32(); break;
                case "logit_bias": LogitBias = json.Map<double>(WireMaps.Number); break;
                case "presence_penalty": PresencePenalty = json.Double(); break;
                case "frequency_penalty": FrequencyPenalty = json.Double(); break;
                case "repetition_penalty": RepetitionPenalty = json.Double(); break;
                case "seed": Seed = json.Int64(); break;
                case "user": User = json.String(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static TextCompletionRequest IWireRecord<TextCompletionRequest>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("model", Model);
        json.Member("prompt", Prompt);
        json.Member("suffix", Suffix);
        json.Member("stream", Stream);
        json.Member("stream_options", StreamOptions);
        json.Member("max_tokens", MaxTokens);
        json.Member("temperature", Temperature);
        json.Member("top_p", TopP);
        json.Member("top_k", TopK);
        json.Member("min_p", MinP);
        json.Member("n", N);
        json.Member("best_of", BestOf);
        json.Member("echo", Echo);
        json.Member("stop", Stop);
        json.Member("logprobs", LogProbs);
        json.Member("logit_bias", LogitBias);
        json.Member("presence_penalty", PresencePenalty);
        json.Member("frequency_penalty", FrequencyPenalty);
        json.Member("repetition_penalty", RepetitionPenalty);
        json.Member("seed", Seed);
        json.Member("user", User);
    }
}
