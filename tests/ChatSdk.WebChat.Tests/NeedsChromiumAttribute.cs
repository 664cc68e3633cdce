using ChatSdk.Tests.Requirements;

namespace ChatSdk.Tests.WebChat;

internal sealed class NeedsChromiumAttribute() : NeedsAttribute("Chromium", "chromium: apt-get install chromium, or name another one in CHATSDK_CHROMIUM")
{
    public override bool IsMet => Chromium.Find() is not null;
}
