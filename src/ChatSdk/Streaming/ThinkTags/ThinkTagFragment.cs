namespace ChatSdk;

/// <summary>The text and the reasoning that a fragment adds to the answer.</summary>
/// <param name="Text">The text, without tags.</param>
/// <param name="Reasoning">The reasoning, without tags.</param>
/// <param name="EndsReasoning">Whether the text of all earlier fragments turned out to be reasoning, because a closing tag without an opening tag was received.</param>
internal readonly record struct ThinkTagFragment(string Text, string Reasoning, bool EndsReasoning);
