using ChatSdk.Tests.Requirements;

namespace ChatSdk.Tests.Aot;

internal sealed class NeedsNativeProgramAttribute() : NeedsAttribute(
    "Aot",
    "the native program: dotnet publish tests/ChatSdk.AotTest -o artifacts/native, then CHATSDK_AOT_PROGRAM=$PWD/artifacts/native/ChatSdk.AotTest dotnet test")
{
    public override bool IsMet => IsSet("CHATSDK_AOT_PROGRAM");
}
