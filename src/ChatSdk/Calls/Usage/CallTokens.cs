using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>Determines the number of tokens in a request and its answer. Before the request is sent, the number is estimated. Afterwards, it is the number that the server reported, or an estimate if the server reported none.</summary>
internal static class CallTokens
{
    /// <summary>Estimates the tokens of the input. Exceptions that the caller's counter throws are not caught.</summary>
    public static long OfInput(Call call) => new InputTokens(call.Options.TokenCounter).Of(call.Body);

    /// <summary>
    /// Invokes the callback once with the usage of the answer: when the stream ends, is interrupted or is closed, or immediately if the answer is
    /// not streamed. Counts that the server has not reported are estimated from the request and from the text that was received.
    /// </summary>
    /// <remarks>If a stream is neither read to its end nor disposed, the callback is not invoked.</remarks>
    public static void WhenUsed<T>(Call call, T answer, Action<ChatUsage> used) => WhenUsed(call, answer, (usage, _) => used(usage));

    /// <summary>Invokes the callback like <see cref="WhenUsed{T}(Call, T, Action{ChatUsage})"/>, and also passes the model that the server reported.</summary>
    public static void WhenUsed<T>(Call call, T answer, Action<ChatUsage, string?> used)
    {
        if (answer is IStreamedAnswer stream)
        {
            stream.WhenEnded(received =>
            {
                var completion = received.ToCompletion();
                used(OfStream(call, completion), completion.Model);
            });
        }
        else
        {
            var complete = answer as IModelAnswer;
            used(Of(call, complete), complete?.Model);
        }
    }

    /// <summary>
    /// Estimates the usage of a request that failed before an answer was received; <see langword="null"/> if the server has not generated anything,
    /// because it was not reached or responded with an error.
    /// </summary>
    public static ChatUsage? OfFailure(Call call, Exception failure) => failure switch
    {
        ChatApiException or ChatTimeoutException { Kind: ChatTimeoutKind.Connect } => null,
        ChatConnectionException { Kind: ChatConnectionErrorKind.Dns or ChatConnectionErrorKind.Refused or ChatConnectionErrorKind.Tls or ChatConnectionErrorKind.Proxy } => null,
        ChatException or OperationCanceledException => Of(call, answer: null),

        // For example, the API key provider failed, so that no request was sent.
        _ => null,
    };

    private static ChatUsage OfStream(Call call, ChatCompletion answer)
    {
        var usage = Of(call, answer);

        // Some servers report the usage only at the beginning of a stream. After an interruption, the reported count therefore does not
        // include the text that was received.
        var isWhole = answer.Choices.All(choice => choice.FinishReason is not null);
        var output = isWhole ? 0 : Estimate(call, tokens => OfOutput(tokens, answer));
        return output <= usage.CompletionTokens
            ? usage
            : usage with { CompletionTokens = output, TotalTokens = usage.PromptTokens + output };
    }

    private static ChatUsage Of(Call call, IModelAnswer? answer)
    {
        // If all counts are 0, the server did not count the tokens.
        var known = answer?.Usage is { PromptTokens: null or 0, CompletionTokens: null or 0, TotalTokens: null or 0 } ? null : answer?.Usage;
        if (known is { PromptTokens: not null, CompletionTokens: not null })
        {
            return known.TotalTokens is null ? known with { TotalTokens = known.PromptTokens + known.CompletionTokens } : known;
        }

        var input = known?.PromptTokens ?? Estimate(call, tokens => tokens.Of(call.Body));
        var output = known?.CompletionTokens ?? (known?.TotalTokens is { } total ? Math.Max(0, total - input) : Estimate(call, tokens => OfOutput(tokens, answer)));
        return (known ?? new ChatUsage()) with { PromptTokens = input, CompletionTokens = output, TotalTokens = known?.TotalTokens ?? input + output };
    }

    private static long OfOutput(InputTokens tokens, IModelAnswer? answer) => answer switch
    {
        ChatCompletion chat => chat.Choices.Sum(choice => choice.Message is { } message ? tokens.Of(message) : 0),
        TextCompletion text => text.Choices.Sum(choice => tokens.OfText(choice.Text)),
        _ => 0,
    };

    [SuppressMessage("Design", "CA1031", Justification = "The call has ended, so an exception from the caller's counter must not replace its answer or its failure.")]
    private static long Estimate(Call call, Func<InputTokens, long> of)
    {
        try
        {
            return of(new InputTokens(call.Options.TokenCounter));
        }
        catch (Exception) when (call.Options.TokenCounter is not null)
        {
            return of(new InputTokens(null));
        }
    }
}
