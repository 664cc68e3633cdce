using AIChatMessage = Microsoft.Extensions.AI.ChatMessage;
using AIChatRole = Microsoft.Extensions.AI.ChatRole;
using ChatMessage = ChatSdk.ChatMessage;

// This code is outside the ChatSdk namespace, whose types would take precedence over those of Microsoft.Extensions.AI.
namespace Pages;

/// <summary>Code that uses types with the same name from ChatSdk and from Microsoft.Extensions.AI.</summary>
internal static class TwinSnippets
{
    public static (ChatMessage Ours, AIChatMessage Theirs) Say()
    {
        ChatMessage ours = ChatMessage.User("Hi");
        AIChatMessage theirs = new(AIChatRole.User, "Hi");
        return (ours, theirs);
    }
}
