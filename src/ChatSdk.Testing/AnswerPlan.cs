using System.Collections.Immutable;

namespace ChatSdk.Testing;

/// <summary>What a <see cref="FakeAnswer"/> consists of.</summary>
internal sealed record AnswerPlan
{
    public int Status { get; init; } = 200;

    public ImmutableSortedDictionary<string, string> Headers { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the positions where a piece ends, in ascending order.</summary>
    public ImmutableArray<int> Splits { get; init; } = [];

    /// <summary>Gets the position where the end of a well-formed stream begins, its finish reasons; <see langword="null"/> for other bodies.</summary>
    public int? TailStart { get; init; }

    /// <summary>Gets what is said, where the body depends on the request.</summary>
    public string? Said { get; init; }

    public TimeSpan Pause { get; init; }

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
        if (Said is null)
        {
            return this;
        }

        var answer = EchoAnswer.To(request, number, _ => Said).Plan;
        return (answer with { Headers = answer.Headers.SetItems(Headers), Pause = Pause }).EndingWith(Ending);
    }

    public ImmutableArray<ReadOnlyMemory<byte>> Pieces()
    {
        if (!MayHaveBody)
        {
            return [];
        }

        var pieces = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var start = 0;
        foreach (var end in Splits.Where(position => position < Body.Length).Append(Body.Length))
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
}
