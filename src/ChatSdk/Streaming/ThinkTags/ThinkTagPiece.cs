namespace ChatSdk;

/// <summary>What a fragment of text adds to the answer.</summary>
/// <param name="Text">The text, without tags.</param>
/// <param name="Reasoning">The reasoning, without tags.</param>
/// <param name="EndsReasoning">Whether all text of the pieces before is reasoning, because its closing tag was received, but no opening tag.</param>
internal readonly record struct ThinkTagPiece(string Text, string Reasoning, bool EndsReasoning);
