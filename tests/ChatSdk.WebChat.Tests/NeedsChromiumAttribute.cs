using ChatSdk.Tests.Requirements;

namespace ChatSdk.Tests.WebChat;

internal sealed class NeedsChromiumAttribute() : NeedsAttribute("Chromium", "Chromium: apt-get install chromium, or set CHATSDK_CHROMIUM to the path of a browser that is based on it")
{
    public override bool IsMet => Chromium.Find() is not null;
}
