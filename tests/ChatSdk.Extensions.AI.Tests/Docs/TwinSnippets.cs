using AIChatMessage = Microsoft.Extensions.AI.ChatMessage;
using AIChatRole = Microsoft.Extensions.AI.ChatRole;
using ChatMessage = ChatSdk.ChatMessage;

// Not under ChatSdk, whose names would precede Microsoft's.
namespace Pages;

/// <summary>The C# of docs/dependency-injection.md for types of the same name.</summary>
internal static class TwinSnippets
{
    public static (ChatMessage Ours, AIChatMessage Theirs) Say()
    {
        ChatMessage ours = ChatMessage.User("Hi");
        AIChatMessage theirs = new(AIChatRole.User, "Hi");
        return (ours, theirs);
    }
}
