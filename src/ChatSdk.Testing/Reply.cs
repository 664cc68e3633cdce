using System.Collections.Immutable;

namespace ChatSdk.Testing;

/// <summary>What is said, before it is put on the wire as one body or as chunks.</summary>
/// <param name="Number">The number of the request that it answers, from 1 on.</param>
/// <param name="Id">The id of the answer.</param>
/// <param name="Model">The model that answers.</param>
internal sealed record Reply(int Number, string Id, string Model)
{
    /// <summary>The model of an answer to a request that names none.</summary>
    public const string AnyModel = "fake-model";

    /// <summary>Gets the alternatives.</summary>
    public required ImmutableArray<Speech> Choices { get; init; }

    /// <summary>Gets whether the answer is a chat message; otherwise it is the text of a legacy completion.</summary>
    public bool IsChat { get; init; } = true;

    public int PromptWords { get; init; }

    /// <summary>Gets whether the stream reports the usage.</summary>
    public bool IncludesUsage { get; init; }
}
