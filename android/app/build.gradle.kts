// Packs the app for phones: one APK for each processor, or a bundle for a store.
//
//     gradle assembleRelease     app/build/outputs/apk/release/
//     gradle bundleRelease       app/build/outputs/bundle/release/
//
// `android/release` calls it, after it has made sure that everything is there.

import com.android.build.api.variant.FilterConfiguration.FilterType
import javax.inject.Inject
import org.gradle.process.ExecOperations

plugins {
    id("com.android.application")
}

/** The app's sources: the root of the repository. */
val sources: Directory = rootProject.layout.projectDirectory.dir("..")

/** The oldest Android that the app is for: 8, the first with AAudio. */
val oldestAndroid = 26

/** Processors by Android's name for them; the number makes the version codes differ. */
val abis = mapOf("armeabi-v7a" to 1, "arm64-v8a" to 2)

/** The version in Cargo.toml, which is the only place where it is written. */
val release: String = providers.fileContents(sources.file("Cargo.toml")).asText.map { text ->
    Regex("""(?m)^version\s*=\s*"(\d+\.\d+\.\d+)"""").find(text)?.groupValues?.get(1)
        ?: throw GradleException("Cargo.toml names no version")
}.get()

/** 1.2.3 becomes 10203, and ten times that with the processor's number. */
val releaseNumber: Int = release.split(".").fold(0) { sum, part -> sum * 100 + part.toInt() } * 10

/** Builds the app's library for every processor into a folder of its own. */
abstract class Library @Inject constructor(private val run: ExecOperations) : DefaultTask() {
    @get:Internal
    abstract val workspace: DirectoryProperty

    @get:Input
    abstract val processors: ListProperty<String>

    @get:Input
    abstract val oldest: Property<Int>

    @get:Input
    abstract val ndk: Property<String>

    @get:Input
    abstract val sdk: Property<String>

    @get:OutputDirectory
    abstract val folder: DirectoryProperty

    init {
        // cargo knows better what has changed.
        outputs.upToDateWhen { false }
    }

    @TaskAction
    fun build() {
        val root = workspace.get().asFile.canonicalPath
        // Words of languages that the app doesn't speak are left out.
        val icu = temporaryDir.resolve("icu").path
        run.exec { commandLine("python3", "$root/android/native/icu.py", icu) }
        val cargoHome = System.getenv("CARGO_HOME") ?: "${System.getProperty("user.home")}/.cargo"
        val targets = processors.get().flatMap { listOf("-t", it) }
        run.exec {
            workingDir(root)
            // The same bytes, whoever builds it and wherever.
            environment(
                "RUSTFLAGS",
                "--remap-path-prefix=$root=/camtay --remap-path-prefix=$cargoHome=/cargo " +
                    // Addresses that the phone fills in take a tenth of the room so.
                    "-C link-arg=-Wl,--pack-dyn-relocs=android",
            )
            environment("ICU4X_DATA_DIR", icu)
            environment("CFLAGS", "-ffile-prefix-map=$cargoHome=/cargo")
            environment("ANDROID_NDK_HOME", "${sdk.get()}/ndk/${ndk.get()}")
            commandLine(
                listOf("cargo", "ndk", "-P", oldest.get().toString()) + targets +
                    listOf("-o", folder.get().asFile.path) +
                    // A library for other crates beside it would keep cargo from optimising the
                    // whole at once.
                    listOf("rustc", "--locked", "--profile", "ship", "-p", "camtay", "--lib") +
                    listOf("--crate-type", "cdylib"),
            )
        }
    }
}

android {
    namespace = "vn.camtay"
    compileSdk = 36
    buildToolsVersion = "36.0.0"
    // From r28 on, libraries fit phones with pages of 16 KiB without being told to.
    ndkVersion = "28.2.13676358"

    defaultConfig {
        applicationId = "vn.camtay"
        minSdk = oldestAndroid
        targetSdk = 36
        versionName = release
        versionCode = releaseNumber
    }

    splits {
        abi {
            isEnable = true
            reset()
            include(*abis.keys.toTypedArray())
            isUniversalApk = false
        }
    }

    // A keystore from the environment; without one, the release stays unsigned, as F-Droid wants it.
    val keystore = System.getenv("CAMTAY_KEYSTORE")
    signingConfigs {
        if (keystore != null) {
            create("release") {
                storeFile = file(keystore)
                storePassword = System.getenv("CAMTAY_KEYSTORE_PASSWORD")
                keyAlias = System.getenv("CAMTAY_KEY_ALIAS")
                keyPassword = System.getenv("CAMTAY_KEY_PASSWORD")
                enableV1Signing = false
                enableV2Signing = true
                enableV3Signing = true
            }
        }
    }

    buildTypes {
        release {
            signingConfig = signingConfigs.findByName("release")
            // There is no code that could be made smaller.
            isMinifyEnabled = false
            vcsInfo {
                include = false
            }
        }
    }

    packaging {
        // Loaded straight from the APK: no second copy of the library on a full phone.
        jniLibs {
            useLegacyPackaging = false
        }
    }

    // A list of dependencies, encrypted for one shop, in every APK: nobody else could check it.
    dependenciesInfo {
        includeInApk = false
        includeInBundle = false
    }
}

androidComponents {
    onVariants { variant ->
        val library = tasks.register<Library>("${variant.name}Library") {
            workspace.set(sources)
            processors.set(abis.keys.toList())
            oldest.set(oldestAndroid)
            ndk.set(android.ndkVersion)
            sdk.set(sdkComponents.sdkDirectory.map { it.asFile.path })
        }
        variant.sources.jniLibs?.addGeneratedSourceDirectory(library, Library::folder)
        variant.outputs.forEach { output ->
            val processor = output.filters.find { it.filterType == FilterType.ABI }?.identifier
            output.versionCode.set(releaseNumber + (abis[processor] ?: 0))
        }
    }
}
