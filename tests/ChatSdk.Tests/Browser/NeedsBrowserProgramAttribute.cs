using ChatSdk.Tests.Requirements;

namespace ChatSdk.Tests.Browser;

internal sealed class NeedsBrowserProgramAttribute() : NeedsAttribute(
    "Browser",
    "chromium and the program that runs in it: apt-get install chromium; dotnet publish tests/ChatSdk.BrowserTest -o artifacts/browser, then CHATSDK_BROWSER_PROGRAM=$PWD/artifacts/browser dotnet test")
{
    public override bool IsMet => IsSet("CHATSDK_BROWSER_PROGRAM") && Chromium.Find() is not null;
}
