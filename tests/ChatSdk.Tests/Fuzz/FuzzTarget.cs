namespace ChatSdk.Tests.Fuzz;

/// <summary>Code that parses the input of others: its corpus, and what must be true for every input.</summary>
/// <param name="Name">The name of the test.</param>
/// <param name="Corpus">Valid inputs, which are mutated.</param>
/// <param name="CheckAsync">Passes an input to the code; throws if the code fails. It is deterministic.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Corpus, Func<byte[], Task> CheckAsync)
{
    /// <summary>Gets the number of cases in a test run.</summary>
    public int Cases { get; init; } = 2500;

    /// <summary>Gets how many bytes of memory a byte of input may cost. A chunk of 30 bytes costs a kilobyte of records.</summary>
    public int MemoryPerByte { get; init; } = 1000;

    public override string ToString() => Name;
}
