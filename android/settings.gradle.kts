// The Android project: one module, no Java and no Kotlin in it. The app itself is Rust, built by
// cargo; what Gradle adds is the manifest, the resources, packing and signing.
// Versions are pinned here, in gradle/wrapper/gradle-wrapper.properties and in app/build.gradle.kts.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
    plugins {
        id("com.android.application") version "9.1.1"
    }
}

dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        google()
        mavenCentral()
    }
}

rootProject.name = "camtay"
include(":app")
