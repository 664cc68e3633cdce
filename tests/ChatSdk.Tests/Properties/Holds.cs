using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace ChatSdk.Tests.Properties;

/// <summary>Checks what must hold for everything that a generator makes. Every run uses the same values, unless a longer one is requested.</summary>
internal static class Holds
{
    private const int _cases = 300;
    private const int _casesOfALongRun = 20_000;

    public static void For<T>(Gen<T> values, Func<T, Task> check)
    {
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true);
        config = Environment.GetEnvironmentVariable("CHATSDK_FUZZ_SECONDS") is null
            ? config.WithMaxTest(_cases).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(1), FSharpOption<int>.None)))
            : config.WithMaxTest(_casesOfALongRun);
        Check.One(config, Prop.ForAll(Arb.From(values), check));
    }
}
