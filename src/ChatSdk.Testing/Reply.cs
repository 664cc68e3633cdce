using System.Collections.Immutable;

namespace ChatSdk.Testing;

/// <summary>The content of an answer, before it is written as one body or as chunks.</summary>
/// <param name="Number">The number of the request, starting from 1.</param>
/// <param name="Id">The id of the answer.</param>
/// <param name="Model">The name of the model.</param>
internal sealed record Reply(int Number, string Id, string Model)
{
    /// <summary>The model for requests that do not specify one.</summary>
    public const string AnyModel = "fake-model";

    /// <summary>Gets the choices.</summary>
    public required ImmutableArray<Speech> Choices { get; init; }

    /// <summary>Gets whether the answer is a chat message; if not, it is the text of a legacy completion.</summary>
    public bool IsChat { get; init; } = true;

    public int PromptWords { get; init; }

    /// <summary>Gets whether the stream reports the usage.</summary>
    public bool IncludesUsage { get; init; }
}
