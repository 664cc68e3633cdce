namespace ChatSdk.Tests.Fuzz;

/// <summary>Code that parses untrusted input, with a corpus of inputs, and a check that must hold for every input.</summary>
/// <param name="Name">The name of the target.</param>
/// <param name="Corpus">Inputs that are mutated.</param>
/// <param name="CheckAsync">A deterministic check that passes an input to the code, and throws if the code fails.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Corpus, Func<byte[], Task> CheckAsync)
{
    /// <summary>Gets a callback that creates an input; <see langword="null"/> to mutate the inputs in the corpus.</summary>
    public Func<Random, byte[]>? Next { get; init; }

    /// <summary>Gets the number of cases in a test run.</summary>
    public int Cases { get; init; } = 2500;

    /// <summary>Gets the number of bytes that the code may allocate per byte of input. Parsing a chunk of 30 bytes allocates about a kilobyte.</summary>
    public int MemoryPerByte { get; init; } = 1000;

    public override string ToString() => Name;
}
