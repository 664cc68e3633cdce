using System.Collections.Immutable;

namespace ChatSdk.Testing;

/// <summary>What a <see cref="FakeAnswer"/> consists of.</summary>
internal sealed record AnswerPlan
{
    public int Status { get; init; } = 200;

    public ImmutableSortedDictionary<string, string> Headers { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the positions where a piece ends, in ascending order; <see langword="null"/> if nobody has set any.</summary>
    public ImmutableArray<int>? Splits { get; init; }

    /// <summary>Gets the size of a piece; 0 if the positions count.</summary>
    public int SplitSize { get; init; }

    /// <summary>Gets the position where the end of a well-formed stream begins, its finish reasons; <see langword="null"/> for other bodies.</summary>
    public int? TailStart { get; init; }

    /// <summary>Gets what is said, where the body is made when the request is there.</summary>
    public Speech? Speech { get; init; }

    /// <summary>Gets the wait before the answer begins.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Gets the wait between pieces.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Gets the pieces a second; 0 if there is no such pace.</summary>
    public double Pace { get; init; }

    /// <summary>Gets the waits before each piece and before the end, of an answer that was recorded.</summary>
    public ImmutableArray<TimeSpan> Waits { get; init; } = [];

    public FakeAnswerEnding Ending { get; init; }

    /// <summary>Gets whether the body is a stream, whose length the server does not say beforehand.</summary>
    public bool IsStream { get; init; }

    /// <summary>Gets whether the length is announced. A body that breaks off is always chunked.</summary>
    public bool HasLength => !IsStream && Ending == FakeAnswerEnding.Whole && MayHaveBody;

    // Kestrel refuses a body, and even its length, for these.
    private bool MayHaveBody => Status is not (204 or 205 or 304);

    /// <summary>Gives the plan with another end. A well-formed stream that breaks off, or hangs, does so before it has finished.</summary>
    public AnswerPlan EndingWith(FakeAnswerEnding ending) =>
        this with { Ending = ending, Body = ending != FakeAnswerEnding.Whole && TailStart is { } tail ? Body[..tail] : Body };

    /// <summary>Gives the plan for a request, if it depends on it.</summary>
    public AnswerPlan For(FakeRequest request, int number)
    {
        if (Speech is null)
        {
            return this;
        }

        var said = Speech.AlwaysStreams ? Streamed(Speech, request, number) : EchoAnswer.To(request, number, _ => Speech);
        var plan = this with
        {
            Speech = null,
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
            // An empty chunk would be the end of a chunked body.
            if (end > start)
            {
                pieces.Add(Body[start..end]);
                start = end;
            }
        }

        return pieces.ToImmutable();
    }

    /// <summary>Says what it is, for who reads which answer was not taken.</summary>
    public override string ToString() => Ending switch
    {
        FakeAnswerEnding.Silence => "silence",
        FakeAnswerEnding.Drop => "a dropped connection",
        _ when Speech is not null => Speech.ToString(),
        _ => $"status {Status}, {Body.Length} bytes",
    };

    private static AnswerPlan Streamed(Speech speech, FakeRequest request, int number) => ChunkScript.Plan(
        new Reply(number, "chatcmpl-fake", EchoQuestion.Model(request) ?? Reply.AnyModel) { Choices = [speech], IncludesUsage = speech.Usage is not null });

    private IEnumerable<int> Ends() => SplitSize > 0
        ? Enumerable.Range(1, Body.Length / SplitSize).Select(number => number * SplitSize)
        : Splits ?? [];
}
