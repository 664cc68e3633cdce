using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace ChatSdk.Tests.Properties;

/// <summary>Checks a property for many generated values. Every run uses the same values, unless CHATSDK_FUZZ_SECONDS is set, which makes the run longer and random.</summary>
internal static class Holds
{
    private const int _cases = 300;
    private const int _casesInLongRun = 20_000;

    public static void For<T>(Gen<T> values, Func<T, Task> check)
    {
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true);
        config = Environment.GetEnvironmentVariable("CHATSDK_FUZZ_SECONDS") is null
            ? config.WithMaxTest(_cases).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(1), FSharpOption<int>.None)))
            : config.WithMaxTest(_casesInLongRun);
        Check.One(config, Prop.ForAll(Arb.From(values), check));
    }
}
