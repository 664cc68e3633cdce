using ChatSdk.Tests.Requirements;

namespace ChatSdk.Tests.WebChat;

internal sealed class NeedsBlazorChatAttribute() : NeedsAttribute(
    "Blazor",
    "chromium and the published BlazorChat: apt-get install chromium; dotnet publish samples/BlazorChat -o artifacts/blazor, then CHATSDK_BLAZOR_PROGRAM=$PWD/artifacts/blazor/BlazorChat.dll dotnet test tests/ChatSdk.WebChat.Tests")
{
    public override bool IsMet => IsSet("CHATSDK_BLAZOR_PROGRAM") && Chromium.Find() is not null;
}
