using System.Collections.Immutable;

namespace ChatSdk.Testing;

/// <summary>The status, headers, body, timing and ending of a <see cref="FakeAnswer"/>.</summary>
internal sealed record AnswerPlan
{
    public int Status { get; init; } = 200;

    public ImmutableSortedDictionary<string, string> Headers { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the positions at which chunks end, in bytes and in ascending order; <see langword="null"/> if none were set.</summary>
    public ImmutableArray<int>? Splits { get; init; }

    /// <summary>Gets the size of a chunk, in bytes; 0 if the chunks end at <see cref="Splits"/>.</summary>
    public int SplitSize { get; init; }

    /// <summary>Gets the position at which the finish reasons of a well-formed stream begin, in bytes; <see langword="null"/> for other bodies.</summary>
    public int? TailStart { get; init; }

    /// <summary>Gets the model's output from which the body is created for each request; <see langword="null"/> if the body is fixed or contains embeddings.</summary>
    public Speech? Speech { get; init; }

    /// <summary>Gets the scripted embeddings, which are written in the requested format; <see langword="null"/> if the answer has none.</summary>
    public ImmutableArray<ImmutableArray<float>>? Vectors { get; init; }

    /// <summary>Gets the delay before the answer begins.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Gets the delay between chunks.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Gets the number of chunks per second; 0 if it is not limited.</summary>
    public double Pace { get; init; }

    /// <summary>Gets the delays of a recorded answer: one before each chunk, and one before the end.</summary>
    public ImmutableArray<TimeSpan> Waits { get; init; } = [];

    public FakeAnswerEnding Ending { get; init; }

    /// <summary>Gets whether the body is a stream, which is sent without a <c>Content-Length</c> header.</summary>
    public bool IsStream { get; init; }

    /// <summary>Gets whether a <c>Content-Length</c> header is sent. A truncated body is always sent chunked.</summary>
    public bool HasLength => !IsStream && Ending == FakeAnswerEnding.Whole && MayHaveBody;

    // With these statuses, Kestrel allows neither a body nor a Content-Length header.
    private bool MayHaveBody => Status is not (204 or 205 or 304);

    /// <summary>Returns the plan with the given ending. With any ending but <see cref="FakeAnswerEnding.Whole"/>, a well-formed stream stops before its finish reasons.</summary>
    public AnswerPlan EndingWith(FakeAnswerEnding ending) =>
        this with { Ending = ending, Body = ending != FakeAnswerEnding.Whole && TailStart is { } tail ? Body[..tail] : Body };

    /// <summary>Returns the plan for the given request: this plan, unless its body is created for each request.</summary>
    public AnswerPlan For(FakeRequest request, int number)
    {
        if (Speech is null && Vectors is null)
        {
            return this;
        }

        var said = Vectors is { } vectors ? EmbeddingAnswer.To(request, vectors)
            : Speech!.AlwaysStreams ? Streamed(Speech, request, number)
            : EchoAnswer.To(request, number, _ => Speech);
        var plan = this with
        {
            Speech = null,
            Vectors = null,
            Status = said.Status,
            Headers = said.Headers.SetItems(Headers),
            Body = said.Body,
            Splits = Splits ?? said.Splits,
            TailStart = said.TailStart,
            IsStream = said.IsStream,
        };
        return plan.EndingWith(Ending);
    }

    public ImmutableArray<ReadOnlyMemory<byte>> Pieces()
    {
        if (!MayHaveBody)
        {
            return [];
        }

        var pieces = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var start = 0;
        foreach (var end in Ends().Where(position => position < Body.Length).Append(Body.Length))
        {
            // An empty chunk would end a chunked body.
            if (end > start)
            {
                pieces.Add(Body[start..end]);
                start = end;
            }
        }

        return pieces.ToImmutable();
    }

    /// <summary>Returns a short description, for reports of unused answers.</summary>
    public override string ToString() => Ending switch
    {
        FakeAnswerEnding.Silence => "silence",
        FakeAnswerEnding.Drop => "a dropped connection",
        _ when Speech is not null => Speech.ToString(),
        _ when Vectors is { } vectors => vectors.Length == 1 ? "1 embedding" : $"{vectors.Length} embeddings",
        _ => $"status {Status}, {Body.Length} bytes",
    };

    private static AnswerPlan Streamed(Speech speech, FakeRequest request, int number) => ChunkScript.Plan(
        new Reply(number, "chatcmpl-fake", EchoQuestion.Model(request) ?? Reply.AnyModel) { Choices = [speech], IncludesUsage = speech.Usage is not null });

    private IEnumerable<int> Ends() => SplitSize > 0
        ? Enumerable.Range(1, Body.Length / SplitSize).Select(number => number * SplitSize)
        : Splits ?? [];
}
