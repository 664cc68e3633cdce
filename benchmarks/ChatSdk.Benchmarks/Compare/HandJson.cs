using System.Text.Json.Serialization;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>The source-generated serializers for <see cref="HandwrittenClient"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HandRequest))]
[JsonSerializable(typeof(HandAnswer))]
internal sealed partial class HandJson : JsonSerializerContext;

internal sealed record HandRequest(string Model, HandMessage[]? Messages, bool? Stream = null, string? Prompt = null);

internal sealed record HandMessage(string Role, string? Content, string? Refusal = null, HandCall[]? ToolCalls = null);

internal sealed record HandCall(int Index, string? Id, string? Type, HandFunction? Function);

internal sealed record HandFunction(string? Name, string? Arguments);

internal sealed record HandAnswer(string Id, string Object, long Created, string Model, string? ServiceTier, string? SystemFingerprint, HandChoice[] Choices, HandUsage? Usage);

internal sealed record HandChoice(int Index, string? Text, HandMessage? Delta, HandMessage? Message, HandLogProbs? Logprobs, string? FinishReason);

internal sealed record HandLogProbs(HandTokenLogProb[]? Content);

internal sealed record HandTokenLogProb(string Token, double Logprob);

internal sealed record HandUsage(int PromptTokens, int CompletionTokens, int TotalTokens);
