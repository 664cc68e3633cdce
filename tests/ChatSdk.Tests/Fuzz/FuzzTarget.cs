namespace ChatSdk.Tests.Fuzz;

/// <summary>Something that takes what others wrote: what it is begun with, and what must hold of all that it may get.</summary>
/// <param name="Name">The name of the test.</param>
/// <param name="Corpus">Good inputs, from which bad ones are made.</param>
/// <param name="CheckAsync">Hands an input over; throws if something does not hold. It does the same whenever the input is the same.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Corpus, Func<byte[], Task> CheckAsync)
{
    /// <summary>Gets how many cases are a test's.</summary>
    public int Cases { get; init; } = 2500;

    /// <summary>Gets how many bytes of memory a byte of input may cost. A chunk of 30 bytes is worth a kilobyte of records.</summary>
    public int MemoryPerByte { get; init; } = 1000;

    public override string ToString() => Name;
}
